"""`balcao demo`: the whole site on one port with an embedded database and a small made-up economy."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from argparse import ArgumentParser, Namespace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from balcao.commands.start import start

BUSINESSES = 60
DAYS = 365


def add_to(commands: Any) -> None:
    """Describe the command and its options."""
    parser: ArgumentParser = commands.add_parser("demo", help="run the site with made-up people and shops")
    parser.add_argument("--folder", type=Path, default=Path("demo"), help="where to put the data (default demo)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--businesses", type=int, default=BUSINESSES)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make the economy if it is not there yet, then run web and worker until Ctrl-C."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", options.port)) == 0:
            print(f"Port {options.port} is taken by another program. Choose another: balcao demo --port 8080")
            return 2
    os.environ["BALCAO_HOME"] = str(options.folder.resolve())
    os.environ["BALCAO_DEMO"] = "yes"
    os.environ["BALCAO_HOSTS"] = "localhost,127.0.0.1"
    os.environ["BALCAO_ADDRESS"] = f"http://localhost:{options.port}"
    os.environ.setdefault("BALCAO_LOG_LEVEL", "WARNING")
    start()
    from balcao.commands.prepare import prepare

    print("Preparing the database…", flush=True)
    prepare()
    seed(options.businesses)
    balcao = [sys.executable, "-m", "balcao"]
    address = f"127.0.0.1:{options.port}"
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to stop is Ctrl-C: nothing is left running
    processes = [
        subprocess.Popen([*balcao, "serve", "--bind", address, "--processes", "1"]),
        subprocess.Popen([*balcao, "worker", "--processes", "2"]),
    ]
    try:
        _wait_for(f"http://{address}/health", processes)
        print(f"\nBalcão is running: http://localhost:{options.port}/  (Ctrl-C stops it)", flush=True)
        print(f"Be anybody with one click: http://localhost:{options.port}/demo/", flush=True)
        print("The made-up shops are read in the background; the first ones are there in a few seconds.", flush=True)
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return 1
    finally:
        for process in processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait()


def _wait_for(address: str, processes: list[subprocess.Popen[bytes]]) -> None:
    while all(process.poll() is None for process in processes):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)


def seed(count: int) -> None:
    """Make people of every role, and businesses whose files wait to be read; does nothing if they are there."""
    from allauth.account.models import EmailAddress

    from balcao.accounts.models import Role, User
    from balcao.analytics.simulation.town import shops
    from balcao.businesses.actions.assign_adviser import assign_adviser
    from balcao.businesses.actions.change_consent import give_consent
    from balcao.businesses.models import Business
    from balcao.language import here
    from balcao.programmes.demo.seed import seed as seed_programme

    if User.objects.filter(role=Role.ADMINISTRATOR).exists():
        return
    people, made = {}, []
    for role, name in (
        (Role.ADVISER, "Ana Ribeiro"), (Role.OFFICER, "陳志明"), (Role.POLICY_LEAD, "Maria Leong"), (Role.SUPPLIER, "Supplier Wong"),
    ):  # fmt: skip
        people[role] = User.objects.create_user(f"{role}@example.test", name=name, role=role)
    today = date.today()
    first = today.replace(day=1) - timedelta(DAYS)
    for number, shop in enumerate(shops(count, here(), first, DAYS)):
        owner = User.objects.create_user(
            f"owner{number + 1}@example.test", name=f"{shop.name_en.split()[0]} (owner {number + 1})"
        )
        business = Business(
            name_zh=shop.name_zh, name_pt=shop.name_pt, name_en=shop.name_en, sector=shop.sector, size=shop.size,
            district=shop.district, registration_number=shop.registration_number, registered_here=True,
            registered_on=date(2015 + number % 9, 1 + number % 12, 1), phone=f"2800 {1000 + number}", address=f"{number + 1}",
        )  # fmt: skip
        _bring(owner, business, shop, number)
        made.append(business)
        if number % 3 == 0:
            give_consent(owner, business, "adviser")
            assign_adviser(people[Role.OFFICER], business, people[Role.ADVISER])
        if number % 2 == 0:
            give_consent(owner, business, "officer")
        print(f"\rMaking up shops: {number + 1} of {count}", end="", flush=True)
    colleague = User.objects.create_user("officer2@example.test", name="Inês Costa", role=Role.OFFICER)
    seed_programme([people[Role.OFFICER], colleague], made)
    User.objects.create_user("administrator@example.test", name="Administrator", role=Role.ADMINISTRATOR)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in User.objects.all()
    )
    print()
    assert Business.objects.count() == count


def _bring(owner: Any, business: Any, shop: Any, number: int) -> None:
    """Register the business and bring its export, through the same door as everybody; the first has a staff of three and two files."""
    from django.conf import settings

    from balcao.accounts.models import User
    from balcao.analytics.simulation.books import books, write_export
    from balcao.businesses.actions.register_business import register_business
    from balcao.businesses.models import Member
    from balcao.diagnoses.actions.receive_upload import receive_upload

    outlet = register_business(owner, business)
    filled = books(shop.recipe)
    parts = [filled]
    if number == 0:
        for role, name in (("manager", "Manager Lam"), ("staff", "Staff Ho")):
            user = User.objects.create_user(f"{role}1@example.test", name=name)
            Member.objects.create(business=business, user=user, role=role)
        parts = [filled.keep(filled.day < 200), filled.keep(filled.day >= 180)]
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        for part, books_ in enumerate(parts):
            export = Path(folder) / f"sales-{part}.csv"
            write_export(books_, export)
            receive_upload(owner, export, f"{shop.name_en.replace(' ', '-').lower()}-{part + 1}.csv", outlet)
