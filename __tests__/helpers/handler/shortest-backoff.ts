/**
 * Has the AWS SDK try again at once in the tests of a file: it waits for a random part of its backoff, of which this is
 * the least. What the service itself pauses becomes half of the longest pause.
 */
export function useShortestBackoff(): void {
  beforeEach(() => {
    jest.spyOn(Math, "random").mockReturnValue(0);
  });
  afterAll(() => jest.restoreAllMocks());
}
