"""Install what the tests need into `.venv` and run them all: style, types, tests, these in as many processes as there are cores (`-n 0`: in one).

usage: python3 scripts/test.py [pytest arguments]
"""

import subprocess
import sys

import env


def main() -> None:
    interpreter = env.python("test")
    steps = (["ruff", "check", "src", "tests", "scripts"], ["mypy"], ["pytest", "-n", "logical", "--dist", "worksteal", *sys.argv[1:]])
    for step in steps:
        print(f"== {step[0]}", flush=True)
        code = subprocess.run([interpreter, "-m", *step], cwd=env.ROOT).returncode
        if code:
            sys.exit(code)


if __name__ == "__main__":
    main()
