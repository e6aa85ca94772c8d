"""Places: which articles speak of the same place.

Links  places of one name in one country, and names of one point on the map (Kiev, Kyiv).
Misses places without a country under another name.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefgen.link.clusters import Clusters
from briefgen.link.occurrences import Form, Settled, settle_ids
from briefgen.model import Keys, Place
from briefgen.slugs import fold


def link_places(forms: Sequence[Form[Place]], kept: Mapping[str, Keys]) -> Settled:
    """The corpus id of each form, the earliest of which come first. kept: the ids published before."""
    clusters = Clusters(forms)
    groups: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, one in enumerate(forms):
        place = one.entity
        groups[fold(place.name), place.country or "", place.kind == "country"].append(i)
        if place.lat is not None:
            groups[place.lat, place.lon, place.kind].append(i)
    for _, group in sorted(groups.items(), key=lambda item: repr(item[0])):
        for other in group[1:]:
            clusters.join(group[0], other)
    return settle_ids(clusters, _naming, kept)


def asked(place: Place) -> tuple[object, ...]:
    """All of a place that linking asks."""
    return place.name, place.country, place.kind, place.lat, place.lon, place.id


def _naming(place: Place) -> tuple[object, str, str | None]:
    """The place's own id says its name and country already."""
    return (place.lat is not None, place.id, place.country)
