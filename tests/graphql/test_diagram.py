"""A case as a picture: where it stands in its SOP's flowchart."""

from uuid import uuid4
from xml.etree.ElementTree import fromstring

from tests.support.graphql import ask, data
from tests.support.world import World

SVG = "{http://www.w3.org/2000/svg}"
QUESTION = "query ($id: UUID!) { case(id: $id) { stepLabel diagram { svg says } } }"


async def test_an_officer_looks_at_where_a_case_stands_and_the_picture_names_nobody(world: World) -> None:
    staf, stranger = await world.actor("STAF"), await world.actor("STAF", world.lamandau)
    case_id = str((await world.open_case()).case_id)

    seen = (await data(staf, QUESTION, {"id": case_id}))["case"]
    theirs = await ask(stranger, QUESTION, {"id": case_id})

    picture = fromstring(seen["diagram"]["svg"])  # noqa: S314 - made here
    assert seen["diagram"]["says"].endswith(f": kasus berada pada langkah {seen['stepLabel']}")
    assert [title.text for title in picture.iter(f"{SVG}title")] == [seen["diagram"]["says"]]
    assert seen["diagram"]["svg"].count("#ffd54a") == 1
    assert not {"SULASTRI", case_id} & {*"".join(picture.itertext()).split()}
    assert theirs == await ask(stranger, QUESTION, {"id": str(uuid4())})
