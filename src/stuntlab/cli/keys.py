"""`stuntlab keys`: make and list keys to sign with.

Group: Keep the record, 2
Example: stuntlab keys new villain
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import passphrase
from stuntlab.plan.names import check_name
from stuntlab.record.keys import default_key_folder, fingerprint, new_key, public_keys


@click.group("keys")
def command() -> None:
    """Make and list Ed25519 keys. A private key is encrypted under a passphrase; a name may be a pseudonym."""


@command.command("new")
@click.argument("name")
@click.option("--keys", type=click.Path(path_type=Path), help="Folder of keys, if not your own.")
def new(name: str, *, keys: Path | None) -> None:
    """Make a key for NAME. The first thing signed with it in a record makes the name theirs there."""
    signer = new_key(keys or default_key_folder(), check_name(name), passphrase("New passphrase", twice=True))
    click.echo(
        f"A key for {signer.name}: {fingerprint(signer.public)}. Without the passphrase it cannot be used or restored."
    )


@command.command("list")
@click.option("--keys", type=click.Path(path_type=Path), help="Folder of keys, if not your own.")
def list_(*, keys: Path | None) -> None:
    """List the keys on this machine."""
    for name, public in public_keys(keys or default_key_folder()).items():
        click.echo(f"{fingerprint(public)}  {name}")
