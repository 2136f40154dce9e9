"""A function in Python, for AWS's own Runtime API client in that language."""

import os

if os.environ.get("INIT") == "fails":
    raise KeyError("no table")


def handler(event, context):
    if event == "fail":
        raise ValueError("as told")
    return {"event": event, "function": context.function_name, "left": context.get_remaining_time_in_millis() > 0}
