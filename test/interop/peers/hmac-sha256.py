"""Python's own hmac."""
import base64
import hashlib
import hmac
import json
import platform
import sys


def key(secret):
    if "hex" in secret:
        return bytes.fromhex(secret["hex"])
    return secret["text"].encode() if "text" in secret else base64.b64decode(secret["base64"])


def digest(job):
    return hmac.new(key(job["secret"]), job["message"].encode(), hashlib.sha256).hexdigest()


jobs = json.load(sys.stdin.buffer)
answers = {
    "version": f"hmac, Python {platform.python_version()}",
    "hash": [digest(job) for job in jobs["hash"]],
}
json.dump(answers, sys.stdout)
