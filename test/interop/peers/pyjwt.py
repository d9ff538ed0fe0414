"""PyJWT."""
import base64
import json
import platform
import sys

import jwt
from jwt.api_jwt import decode_complete


def key(secret):
    return secret["text"] if "text" in secret else base64.b64decode(secret["base64"])


def sign(job):
    headers = {"kid": job["kid"]} if "kid" in job else None
    return jwt.encode(job["claims"], key(job["secret"]), algorithm="HS256", headers=headers)


def verify(job):
    try:
        # The audience is checked by whoever knows it, not by a peer.
        token = decode_complete(
            job["token"],
            key(job["secret"]),
            algorithms=["HS256"],
            options={"verify_aud": False},
        )
    except Exception as error:
        return {"refused": repr(error)}
    return {"header": token["header"], "claims": token["payload"]}


jobs = json.load(sys.stdin.buffer)
answers = {
    "version": f"PyJWT {jwt.__version__}, Python {platform.python_version()}",
    "sign": [sign(job) for job in jobs["sign"]],
    "verify": [verify(job) for job in jobs["verify"]],
}
json.dump(answers, sys.stdout)
