"""The nginx files: nginx itself reads them; what must not be reached from outside is not."""

import re
import subprocess
from pathlib import Path

import pytest

from knowledge.settings import Settings
from tests.replicas import NGINX, nginx_binary, with_servers


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    """The files as they lie on a machine, with a certificate and other places for what nginx writes."""
    folder = tmp_path / "motcua"
    folder.mkdir()
    told = {"/etc/nginx/motcua": str(folder), "/etc/ssl/motcua": str(tmp_path)}
    for file in NGINX.glob("*.conf"):
        content = file.read_text()
        for was, now in told.items():
            content = content.replace(was, now)
        (folder / file.name).write_text(content)
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=motcua.example"]
    keys = ["-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")]
    subprocess.run([*command, *keys], check=True, capture_output=True)
    return tmp_path


def read(folder: Path) -> subprocess.CompletedProcess[str]:
    main = folder / "nginx.conf"
    main.write_text(f"pid {folder}/pid; events {{}} http {{ access_log off; include {folder}/motcua/motcua.conf; }}")
    command = [nginx_binary(), "-t", "-q", "-c", str(main), "-e", str(folder / "log")]
    return subprocess.run(command, capture_output=True, text=True)


def test_nginx_reads_the_files_without_a_word(etc: Path) -> None:
    done = read(etc)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_mistake_in_them_would_be_noticed(etc: Path) -> None:
    public = etc / "motcua" / "public.conf"
    public.write_text(public.read_text().replace("proxy_pass http://motcua_applications;", "proxy_pas x;"))
    assert read(etc).returncode != 0


def test_only_the_pages_listen_to_others() -> None:
    listens = re.findall(r"listen ([^;]+);", (NGINX / "internal.conf").read_text())
    assert listens
    assert all(listen.startswith("127.0.0.1:") for listen in listens)
    assert "motcua_rasa" not in (NGINX / "public.conf").read_text()
    assert "motcua_actions" not in (NGINX / "public.conf").read_text()


def test_the_ports_are_those_of_the_settings() -> None:
    upstreams, settings = (NGINX / "upstreams.conf").read_text(), Settings()
    for name, port in (
        ("PORT", settings.port),
        ("INTERNAL_PORT", settings.internal_port),
        ("RASA_PORT", settings.rasa_port),
    ):
        assert re.search(rf"127\.0\.0\.1:{port} [^;]*; +# MOTCUA_{name}\n", upstreams)


def test_a_callers_own_word_about_its_address_is_written_over() -> None:
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in (NGINX / "public.conf").read_text()


def test_any_number_of_servers_may_stand_in_an_upstream() -> None:
    changed = with_servers((NGINX / "upstreams.conf").read_text(), "motcua_rasa", [1, 2, 3])
    block = changed.partition("upstream motcua_rasa")[2]
    assert re.findall(r"127\.0\.0\.1:(\d+)", block) == ["1", "2", "3"]
    assert block.count("fail_timeout") == 3
