"""Holds the running API against its whole description, as an administrator, as a plain user and as no one.

Prints one line `test result: …` that `cargo xtask test` counts; an identity is a case.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from avenue import Avenue, Person

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
]

# They may end the session under which everything else is tried: schemathesis takes ids from earlier answers, so it
# also finds its own. Each is tried afterwards in a session of its own; those that may end all of them come last.
ENDS_SESSION = [
    "sign_out",
    "revoke_session",
    "change_password",
    "update_user",
    "revoke_user_sessions",
    "sign_out_everywhere",
]

# Ends the account. The last administrator is refused; anybody else is not, so somebody comes for this alone.
ENDS_ACCOUNT = "delete_me"

EXAMPLES = int(os.environ.get("AVENUE_SCHEMATHESIS_EXAMPLES", "30"))


def schemathesis(avenue: Avenue, who: str, token: str | None, seed: int, selection: list[str]) -> bool:
    """Whether the selected operations do what the description says."""
    # Who is tried is for us to say: it would open an account of its own, and no one would be somebody.
    settings = Path(avenue.folder.name) / "schemathesis.toml"
    settings.write_text("[auth]\nauto-signup = false\n")
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        f"--config-file={settings}",
        "run",
        f"{avenue.url}/api/openapi.json",
        f"--url={avenue.url}",
        f"--checks={','.join(CHECKS)}",
        "--phases=examples,coverage,fuzzing,stateful",
        f"--max-examples={EXAMPLES}",
        f"--seed={seed}",
        "--continue-on-failure",
        "--request-timeout=60",
        "--suppress-health-check=all",
        "--warnings=off",
        "--no-color",
        *selection,
    ]
    if token is not None:
        command += ["--header", f"Authorization: Bearer {token}"]
    # Its working files go with the server's folder.
    ended = subprocess.run(
        command, cwd=avenue.folder.name, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    # As a whole, since others speak at the same time.
    print(f"schemathesis as {who}, seed {seed} {' '.join(selection)}\n{ended.stdout}{ended.stderr}", flush=True)
    return ended.returncode == 0


def as_person(avenue: Avenue, who: str, person: Person, leaver: Person, seed: int) -> bool:
    """Whether every operation does what the description says to somebody with an account; the leaver closes one."""
    token = person.token()
    # Before anything is tried, since guesses at sign-in are rationed.
    last_sessions = {ENDS_ACCOUNT: leaver.token()}
    last_sessions |= {operation: person.token() for operation in ENDS_SESSION}
    others = [f"--exclude-operation-id={operation}" for operation in last_sessions]
    results = [schemathesis(avenue, who, token, seed, others)]
    status, answer = avenue.call("GET", "/api/identity/me", token=token)
    if status != 200:
        print(f"{who} lost the session on the way ({status} {answer}): the rest was only tried as no one")
        results.append(False)
    for operation, last_session in last_sessions.items():
        one = [f"--include-operation-id={operation}"]
        results.append(schemathesis(avenue, who, last_session, seed, one))
    return all(results)


def as_administrator(avenue: Avenue, seed: int) -> bool:
    admin = avenue.admin()
    # There is somebody to look at, and to change.
    avenue.customer("ana")
    return as_person(avenue, "an administrator", admin, admin, seed)


def as_customer(avenue: Avenue, seed: int) -> bool:
    return as_person(avenue, "a customer", avenue.customer("ana"), avenue.customer("luz"), seed)


def as_no_one(avenue: Avenue, seed: int) -> bool:
    return schemathesis(avenue, "no one", None, seed, [])


def on_its_own(case: Callable[[Avenue, int], bool], seed: int) -> bool:
    """Whether the case holds on a server of its own, which survives it."""
    with Avenue() as avenue:
        held = case(avenue, seed)
        if avenue.process.poll() is not None:
            print(f"avenue ended: {''.join(avenue.lines[-50:])}", flush=True)
            return False
        return held


def main() -> int:
    seed = int(os.environ.get("AVENUE_SEED") or secrets.randbits(32)) % 2**32
    cases = [as_administrator, as_customer, as_no_one]
    with ThreadPoolExecutor(max_workers=len(cases)) as side_by_side:
        results = list(side_by_side.map(lambda case: on_its_own(case, seed), cases))
    failed = results.count(False)
    verdict = "FAILED" if failed else "ok"
    print(f"test result: {verdict}. {results.count(True)} passed; {failed} failed; 0 ignored", flush=True)
    return 1 if failed else 0


sys.exit(main())
