"""docker-compose.yml, Dockerfile and .dockerignore: what must hold whether an engine is there or not."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
COMPOSE = ROOT / "docker-compose.yml"
GIVEN = {"NEO4J_PASSWORD": "composed-password", "RULETRACE_CONTACT": "composed@example.org"}


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]
    return found


def config(client: list[str], **given: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in GIVEN} | given
    words = [*client, "-f", str(COMPOSE), "config"]
    return subprocess.run(words, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.compose
def test_the_client_reads_it(client: list[str]) -> None:
    done = config(client, **GIVEN)
    assert done.returncode == 0, done.stderr
    read = yaml.safe_load(done.stdout)
    assert sorted(read["services"]) == ["dashboard", "neo4j", "worker"]
    assert read["services"]["worker"]["environment"]["NEO4J_PASSWORD"] == "composed-password"
    assert read["services"]["worker"]["depends_on"]["neo4j"]["condition"] == "service_healthy"


@pytest.mark.compose
@pytest.mark.parametrize("missing", sorted(GIVEN))
def test_it_refuses_to_start_without(client: list[str], missing: str) -> None:
    given = {name: value for name, value in GIVEN.items() if name != missing}
    done = config(client, **given)
    assert done.returncode != 0
    assert f"set {missing}" in done.stderr


def test_ports_are_bound_to_loopback_only() -> None:
    ports = [port for service in services().values() for port in service.get("ports", [])]
    assert len(ports) == 3
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize("name", ["worker", "dashboard"])
def test_our_containers_may_do_little(name: str) -> None:
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert service["volumes"] == ["data:/data"]
    assert not service.get("privileged", False)


def test_no_password_is_written_down() -> None:
    for line in COMPOSE.read_text("utf-8").splitlines():
        if "PASSWORD" in line and ":" in line and not line.startswith("#"):
            assert "${NEO4J_PASSWORD:?" in line


def test_the_image_is_pinned_and_unprivileged() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    bases = re.findall(r"(?m)^FROM (\S+)", text)
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.11\.\d+-slim-\w+", bases[0])
    last = text[text.rindex("\nFROM ") :]
    assert re.search(r"(?m)^USER 10001:10001$", last)
    assert "HEALTHCHECK" in last
    assert "--require-hashes" in text
    assert json.loads(re.findall(r"(?m)^CMD (.*)$", last)[-1])[0] == "up"


def test_the_image_holds_every_package_and_nothing_secret() -> None:
    packages = re.search(r"(?m)^include = (\[.*\])$", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert packages
    named = {name.rstrip("*") for name in json.loads(packages[1])}
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert lines[1] == "*"
    assert named | {"pyproject.toml", "requirements.txt", "README.md", "LICENSE"} == {
        line[1:] for line in lines if line.startswith("!")
    }
