"""Storage that speaks S3: Amazon's, Cloudflare R2, MinIO, Garage and others. Needs boto3: pip install "briefgen[s3]".

Each object carries its media type, how long it may be kept by caches, and the SHA-256 of its content. Objects that are
there already are not sent again. Who may write is boto3's business: the environment, ~/.aws, or the machine's role.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, ClassVar

from briefgen.config import Unfit
from briefgen.media import media_type
from briefgen.publish import options
from briefgen.publish.options import Options, option
from briefgen.publish.site import Site
from briefgen.publish.target import LIST, Look, Target, list_text, read_list

AT_ONCE = 8
MOST_DELETED = 1000  # by one request, by the protocol
DIGEST = "briefgen-sha256"  # metadata of an object
REVALIDATE = "public, max-age=0, must-revalidate"
FOR_AN_HOUR = "public, max-age=3600"
FOR_EVER = "public, max-age=31536000, immutable"
HASHED = re.compile(r"pagefind/(fragment|index)/.*_[0-9a-f]{6,}\.pf_|\.[0-9a-f]{8,}\.\w+$")


def caching(name: str) -> str:
    """How long a file of the site may be kept: pages not at all, what has its hash in its name for ever."""
    if HASHED.search(name):
        return FOR_EVER
    return FOR_AN_HOUR if PurePosixPath(name).parts[0] == "static" else REVALIDATE


def bucket(value: str) -> str:
    """A name of a bucket."""
    if not re.fullmatch(r"[a-zA-Z0-9][\w.-]{1,253}[a-zA-Z0-9]", value):
        raise Unfit("is no name of a bucket", "write it like briefings-example-org")
    return value


def prefix(value: str) -> str:
    """A folder in a bucket, without slashes at its ends."""
    value = value.strip("/")
    if ".." in value.split("/") or "//" in value or re.search(r"[\x00-\x1f\x7f\\]", value):
        raise Unfit("is no folder of a bucket", "write it like desk/briefings")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Options(Options):
    """A bucket of Amazon S3, or of another storage that speaks S3."""

    KIND: ClassVar[str] = "s3"
    EXAMPLE: ClassVar[str] = "s3://bucket/prefix"

    bucket: str = option("Name of the bucket, which must exist.", bucket)
    prefix: str = option("Folder in the bucket.", prefix, default="")
    region: str = option("Region of the bucket, where boto3 does not know it.", default="")
    endpoint: str = option("Address of the service, where it is not Amazon's.", options.http_address, default="")
    profile: str = option("Profile of ~/.aws to use.", default="")


class S3Target(Target):
    """The objects of a bucket, below a prefix."""

    def __init__(self, given: S3Options) -> None:
        super().__init__(f"s3://{given.bucket}/{given.prefix}")
        self._given = given
        self._below = f"{given.prefix}/" if given.prefix else ""
        self._client: Any = None

    def look(self, site: Site) -> Look:
        """List the objects; those whose ETag is not the MD5 of a file are asked for the digest they carry."""
        self._client = self._connected()
        with self._trouble():
            tags = dict(self._listed())
            ours = read_list(self._content(LIST), self) if LIST in tags else {}
            both = sorted(site.files.keys() & tags.keys())
            unsure = [
                n for n in both if tags[n] != hashlib.md5(site.files[n].read(), usedforsecurity=False).hexdigest()
            ]
            carried = self._digests(n for n in unsure if ours.get(n) == site.files[n].digest)
            differ = {n for n in unsure if carried.get(n) != site.files[n].digest}
            gone = sorted((ours.keys() & tags.keys()) - site.files.keys())
            found = self._digests(gone)
        touched = frozenset(name for name in gone if found[name] != ours[name])
        return Look(ours=ours, there=frozenset(tags), same=frozenset(both) - differ, touched=touched)

    def put(self, names: Sequence[str], site: Site) -> None:
        """Send files, several at once."""
        self._each(lambda name: self._put(name, site.files[name].read()), names)

    def delete(self, names: Sequence[str]) -> None:
        """Delete objects."""
        for start in range(0, len(names), MOST_DELETED):
            keys = [{"Key": self._below + name} for name in names[start : start + MOST_DELETED]]
            with self._trouble():
                answer = self._client.delete_objects(Bucket=self._given.bucket, Delete={"Objects": keys, "Quiet": True})
            if failed := answer.get("Errors"):
                raise self.fail(f"could not delete {failed[0].get('Key')}: {failed[0].get('Message')}")

    def note(self, ours: Mapping[str, str]) -> None:
        """Put the list."""
        with self._trouble():
            self._put(LIST, list_text(ours))

    def _connected(self) -> Any:
        try:
            import boto3  # noqa: PLC0415
            from botocore.config import Config  # noqa: PLC0415
        except ImportError as error:
            raise self.refuse("boto3 is not installed", 'pip install "briefgen[s3]"') from error
        config = Config(
            retries={"mode": "standard", "max_attempts": 5},
            max_pool_connections=AT_ONCE,
            connect_timeout=10,
            request_checksum_calculation="when_required",  # storage of others does not know the newer checksums
            response_checksum_validation="when_required",
        )
        with self._trouble():
            session = boto3.Session(profile_name=self._given.profile or None)
            return session.client(
                "s3",
                region_name=self._given.region or None,
                endpoint_url=self._given.endpoint or None,
                config=config,
            )

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        """Tell what boto3 raises in our own words."""
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        try:
            yield
        except ClientError as error:
            told = error.response.get("Error", {})
            raise self.fail(f"{told.get('Code', 'error')}: {told.get('Message', '')}") from error
        except BotoCoreError as error:
            raise self.fail(str(error), "docs/publishing.md tells what boto3 needs to know") from error

    def _listed(self) -> Iterator[tuple[str, str]]:
        """Each object below the prefix with its ETag."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._given.bucket, Prefix=self._below)
        for page in pages:
            for row in page.get("Contents", ()):
                yield row["Key"].removeprefix(self._below), row["ETag"].strip('"')

    def _content(self, name: str) -> bytes:
        found: bytes = self._client.get_object(Bucket=self._given.bucket, Key=self._below + name)["Body"].read()
        return found

    def _digests(self, names: Iterable[str]) -> dict[str, str]:
        """The SHA-256 that each object says it has; empty where somebody else has put it."""

        def ask(name: str) -> tuple[str, str]:
            head = self._client.head_object(Bucket=self._given.bucket, Key=self._below + name)
            return name, str(head.get("Metadata", {}).get(DIGEST, ""))

        return dict(self._each(ask, list(names)))

    def _put(self, name: str, content: bytes) -> None:
        self._client.put_object(
            Bucket=self._given.bucket,
            Key=self._below + name,
            Body=content,
            ContentType=media_type(name),
            CacheControl=caching(name),
            Metadata={DIGEST: hashlib.sha256(content).hexdigest()},
        )

    def _each(self, do: Callable[[str], Any], names: Sequence[str]) -> list[Any]:
        with self._trouble(), ThreadPoolExecutor(AT_ONCE) as several:
            return list(several.map(do, names))
