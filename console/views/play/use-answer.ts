import { useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, errorOf } from "../../api/api-error";
import type { ConsoleClient, ConsoleRequest } from "../../api/console-client";

/** An answer, as it came. */
export interface PlayAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  /** Until all of it was there. */
  readonly durationMs: number;
  /** Undefined where the answer is none. */
  readonly problem: ApiError | undefined;
}

/** What became of the last request. */
export interface AnswerState {
  readonly isSending: boolean;
  readonly answer?: PlayAnswer;
  /** Where none came. */
  readonly error?: unknown;
}

/** Sends requests, one at a time, and keeps the last answer. */
export function useAnswer(api: ConsoleClient) {
  const [state, setState] = useState<AnswerState>({ isSending: false });
  const sending = useRef<AbortController>(undefined);
  useEffect(() => () => sending.current?.abort(), []);
  const send = async (request: ConsoleRequest) => {
    sending.current?.abort();
    const controller = new AbortController();
    sending.current = controller;
    setState(({ answer }) => ({ isSending: true, ...(answer ? { answer } : {}) }));
    try {
      const answer = await ask(api, request, controller.signal);
      if (!controller.signal.aborted) setState({ isSending: false, answer });
    } catch (error) {
      if (!controller.signal.aborted) setState({ isSending: false, error });
    }
  };
  const cancel = () => {
    sending.current?.abort();
    setState({ isSending: false });
  };
  return { ...state, send, cancel };
}

async function ask(api: ConsoleClient, request: ConsoleRequest, signal: AbortSignal): Promise<PlayAnswer> {
  const startMs = performance.now();
  const response = await api.response(request, signal);
  const said = response.clone();
  const text = await response.text();
  const durationMs = performance.now() - startMs;
  const { status, statusText, headers } = response;
  const problem = status >= 400 ? await errorOf(said) : undefined;
  return { status, statusText, headers: [...headers], text, durationMs, problem };
}
