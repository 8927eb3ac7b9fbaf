"""A real `avenue serve` on an empty folder, and the people who use it."""

import json
import os
import re
import secrets
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

ADMIN = "admin@avenue.local"
START_SECONDS = 90


class Avenue:
    """Starts on entry, ends on exit."""

    def __enter__(self) -> "Avenue":
        self.folder = tempfile.TemporaryDirectory(prefix="avenue-schemathesis-")
        self.lines: list[str] = []
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ["HOME"],
            "AVENUE_LISTEN": "127.0.0.1:0",
            "AVENUE_DATA": self.folder.name,
            "AVENUE_MONGOD": os.environ["AVENUE_MONGOD"],
            "AVENUE_ADMIN_EMAIL": ADMIN,
            # A whole run is one session.
            "AVENUE_ACCESS_MINUTES": "1440",
            "AVENUE_LOG": "warn",
            # Thousands of requests come from one address within a minute.
            "AVENUE_LIMIT_USER": "0",
            "AVENUE_LIMIT_KEY": "0",
            "AVENUE_LIMIT_ADDRESS": "0",
            "AVENUE_LIMIT_NETWORK": "0",
            "AVENUE_LIMIT_WORK": "0",
        }
        # Should we be killed, the kernel ends the server as well.
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", os.environ["AVENUE_PROGRAM"], "serve"],
            env=environment,
            cwd=self.folder.name,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        threading.Thread(target=self._read, daemon=True).start()
        port = self._wait_for(r"http://(?:127\.0\.0\.1|localhost):(\d+)")
        self.url = f"http://127.0.0.1:{port}"
        self.origin = f"http://localhost:{port}"
        self.one_time_password = self._wait_for(r"(?i)one-time password.*\s(\S+)\s*$")
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(re.sub(r"\x1b\[[0-9;]*m", "", line))

    def _wait_for(self, pattern: str) -> str:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for line in list(self.lines):
                if found := re.search(pattern, line):
                    return found.group(1)
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit(f"avenue did not print {pattern}:\n{''.join(self.lines)}")

    def call(self, method: str, path: str, body: object = None, token: str | None = None) -> tuple[int, object]:
        """Status and JSON of an answer."""
        request = urllib.request.Request(self.url + path, method=method, headers={"Origin": self.origin})
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        if token is not None:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")

    def must(self, method: str, path: str, body: object = None, token: str | None = None) -> dict:
        """The JSON of an answer that has to be a success."""
        status, answer = self.call(method, path, body, token)
        if not 200 <= status < 300:
            raise SystemExit(f"{method} {path}: {status} {answer}")
        return answer

    def admin(self) -> "Person":
        """The administrator, the one-time password being replaced."""
        admin = Person(self, ADMIN, new_password())
        token = self.sign_in(ADMIN, self.one_time_password)
        change = {"current_password": self.one_time_password, "new_password": admin.password}
        self.must("POST", "/api/identity/password/change", change, token)
        return admin

    def customer(self, name: str) -> "Person":
        """Somebody who just registered."""
        customer = Person(self, f"{name}@example.org", new_password())
        body = {"email": customer.email, "password": customer.password, "first_name": "Ana", "last_name": "Benítez"}
        self.must("POST", "/api/identity/register", body)
        return customer

    def sign_in(self, email: str, password: str) -> str:
        """The access token of a new session."""
        return self.must("POST", "/api/identity/sign-in", {"email": email, "password": password})["access_token"]


@dataclass
class Person:
    """Somebody with an account."""

    avenue: Avenue
    email: str
    password: str

    def token(self) -> str:
        """The access token of a session of its own."""
        return self.avenue.sign_in(self.email, self.password)


def new_password() -> str:
    return "Aa1!" + secrets.token_urlsafe(12)
