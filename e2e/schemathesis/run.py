"""Holds the running API against its whole description, as an administrator, as a plain user and as no one.

Prints one line `test result: …` that `cargo xtask test` counts; an identity is a case.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from avenue import Avenue

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
]

# They would end the session under which everything else is tried: schemathesis takes ids from earlier answers, so
# it also finds its own. Their own tests try them, and so does no one.
ENDS_SESSION = [
    "sign_out",
    "sign_out_everywhere",
    "change_password",
    "revoke_session",
    "revoke_user_sessions",
    "update_user",
]

EXAMPLES = int(os.environ.get("AVENUE_SCHEMATHESIS_EXAMPLES", "12"))


def schemathesis(avenue: Avenue, who: str, token: str | None, seed: int) -> bool:
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        "run",
        f"{avenue.url}/api/openapi.json",
        f"--url={avenue.url}",
        f"--checks={','.join(CHECKS)}",
        "--phases=examples,coverage,fuzzing",
        f"--max-examples={EXAMPLES}",
        f"--seed={seed}",
        "--continue-on-failure",
        "--request-timeout=60",
        "--suppress-health-check=all",
        "--warnings=off",
        "--no-color",
    ]
    if token is not None:
        command += ["--header", f"Authorization: Bearer {token}"]
        for operation in ENDS_SESSION:
            command.append(f"--exclude-operation-id={operation}")
    print(f"schemathesis as {who}, seed {seed}", flush=True)
    # Its working files go with the server's folder.
    passed = subprocess.run(command, cwd=avenue.folder.name, stdin=subprocess.DEVNULL, check=False).returncode == 0
    if token is not None:
        status, answer = avenue.call("GET", "/api/identity/me", token=token)
        if status != 200:
            print(f"{who} lost the session on the way ({status} {answer}): the rest was only tried as no one")
            return False
    return passed


def main() -> int:
    seed = int(os.environ.get("AVENUE_SEED") or secrets.randbits(32)) % 2**32
    results = []
    with Avenue() as avenue:
        identities = [("no one", None), ("a customer", avenue.customer()), ("an administrator", avenue.admin())]
        for who, token in identities:
            results.append(schemathesis(avenue, who, token, seed))
            if avenue.process.poll() is not None:
                print(f"avenue ended: {''.join(avenue.lines[-50:])}")
                results[-1] = False
                break
    failed = results.count(False)
    verdict = "FAILED" if failed else "ok"
    print(f"test result: {verdict}. {results.count(True)} passed; {failed} failed; 0 ignored", flush=True)
    return 1 if failed else 0


sys.exit(main())
