"""What the programs share: a case is one JSON a line on stdin, its answer one JSON a line on stdout."""

import asyncio
import inspect
import json
import sys


class Unsupported(Exception):
    """A case that the client has nothing for."""


def no_models():
    raise Unsupported("it lists no models")


def serve(embed, models=no_models):
    """Answer each case by `embed(texts, dimensions=…, model=…)`, with what the case gives, or `models()`; both may be async."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # Clients print advice.
    with asyncio.Runner() as runner:
        for line in sys.stdin:
            print(json.dumps(runner.run(answer(json.loads(line), embed, models))), file=answers, flush=True)


async def answer(case, embed, models):
    try:
        if case.pop("models", False):
            return {"models": list(await result_of(models()))}
        vectors = await result_of(embed(**case))
        return {"vectors": [[float(number) for number in vector] for vector in vectors]}
    except Unsupported as why:
        return {"unsupported": str(why)}
    except Exception as error:
        return {"error": described(error)}


async def result_of(value):
    return await value if inspect.isawaitable(value) else value


def described(error):
    """What a program can read of the exception that the client raises."""
    body = getattr(error, "body", None)
    fields = body if isinstance(body, dict) else {}
    return {
        "status": getattr(error, "status_code", None),
        "code": getattr(error, "code", None) or fields.get("code"),
        "param": getattr(error, "param", None) or fields.get("param"),
        "message": str(error),
    }
