"""Organizations: which articles speak of the same body.

Links  bodies of one name, alias or id (which extraction makes of the full name where the lists have it), each within
       one country where countries are known.
Misses bodies renamed or translated differently.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefgen.link.clusters import Clusters
from briefgen.link.occurrences import Form, Settled, settle_ids
from briefgen.model import Keys, Organization
from briefgen.slugs import fold


def link_organizations(forms: Sequence[Form[Organization]], kept: Mapping[str, Keys]) -> Settled:
    """The corpus id of each form, the earliest of which come first. kept: the ids published before."""
    clusters = Clusters(forms)
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(forms):
        names = (one.entity.name, *one.entity.aliases, one.entity.id.replace("-", " "))
        for name in dict.fromkeys(_key(n) for n in names):
            by_name[name].append(i)
    for _, group in sorted(by_name.items()):
        for at, other in enumerate(group):
            any(clusters.join(one, other, _one_country) for one in group[:at])
    return settle_ids(clusters, lambda body: (not body.name.isupper(), body.name, body.country), kept)


def asked(body: Organization) -> tuple[str, tuple[str, ...], str | None, str]:
    """All of a body that linking asks."""
    return body.name, body.aliases, body.country, body.id


def _key(name: str) -> str:
    words = fold(name).replace("organisation", "organization").replace("co-operation", "cooperation").replace(".", "")
    return words.removeprefix("the ")


def _one_country(one: list[Form[Organization]], other: list[Form[Organization]]) -> bool:
    countries = [{o.entity.country for o in side if o.entity.country} for side in (one, other)]
    return not all(countries) or bool(countries[0] & countries[1])
