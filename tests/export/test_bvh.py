"""BVH: read back by a reader of its own, the joints are where the simulation has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from stuntlab.cli.main import main
from stuntlab.datasets import Floats
from stuntlab.export.bvh import JointMotion, JointTree, bvh
from stuntlab.gags import gags_of
from stuntlab.plan import parse_plan
from stuntlab.previs.joint_motion import BodyInTake, bodies_of, body_named, joint_motion

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass
class Joint:
    name: str
    offset: Floats
    channels: list[str] = field(default_factory=list)
    children: list[Joint] = field(default_factory=list)


def read_back(text: str) -> tuple[Joint, float, Floats]:
    """A small reader by the description of the format: the root, the frame time and the numbers, [frame, channel]."""
    head, motion = text.split("MOTION\n")
    words = head.split()[1:]
    root = Joint("", np.zeros(3))
    stack = [root]
    place = 0
    while place < len(words):
        word = words[place]
        if word in ("ROOT", "JOINT", "End"):
            made = Joint(words[place + 1], np.zeros(3))
            stack[-1].children.append(made)
            place += 2
        elif word == "{":
            stack.append(stack[-1].children[-1])
            place += 1
        elif word == "}":
            stack.pop()
            place += 1
        elif word == "OFFSET":
            stack[-1].offset = np.array([float(one) for one in words[place + 1 : place + 4]])
            place += 4
        else:
            count = int(words[place + 1])
            stack[-1].channels = words[place + 2 : place + 2 + count]
            place += 2 + count
    frames, frame_time, *rows = motion.strip().splitlines()
    numbers = np.array([[float(one) for one in row.split()] for row in rows])
    assert len(numbers) == int(frames.split()[1])
    return root.children[0], float(frame_time.split()[2]), numbers


def places_of(root: Joint, numbers: Floats) -> dict[str, Floats]:
    """Forward kinematics, [frame, 3] for each joint, cm, y up."""
    found: dict[str, Floats] = {}
    at = 0

    def walk(joint: Joint, place: Floats, turn: Floats) -> None:
        nonlocal at
        values = {name: numbers[:, at + n] for n, name in enumerate(joint.channels)}
        at += len(joint.channels)
        local = np.tile(joint.offset, (len(numbers), 1))
        for axis, letter in enumerate("XYZ"):
            local[:, axis] = values.get(f"{letter}position", local[:, axis])
        here = place + np.einsum("fij,fj->fi", turn, local)
        own = turn
        for name in joint.channels:
            if name.endswith("rotation"):
                own = own @ Rotation.from_euler(name[0].lower(), values[name][:, None], degrees=True).as_matrix()
        found[joint.name] = here
        for child in joint.children:
            walk(child, here, own)

    walk(root, np.zeros((len(numbers), 3)), np.tile(np.eye(3), (len(numbers), 1, 1)))
    return found


@pytest.fixture(scope="module", params=["ground_fall", "stomach_kick"])
def body(request: pytest.FixtureRequest) -> BodyInTake:
    plan = parse_plan((EXAMPLES / f"{request.param}.yaml").read_text(encoding="utf-8"))
    return body_named(bodies_of(plan, gags_of(plan)[0]), None)


def test_every_joint_is_where_the_simulation_has_it(body: BodyInTake) -> None:
    motion = joint_motion(body)
    root, frame_time, numbers = read_back(bvh(motion).decode("ascii"))
    assert frame_time == pytest.approx(0.01)
    assert len(motion.tree.names) in (15, 17), "simulated shoulders give, acted ones do not"
    read = places_of(root, numbers)
    for joint, name in enumerate(motion.tree.names):
        x, y, z = (read[name] / 100).T
        there = np.column_stack([x, -z, y])
        assert np.abs(there - motion.places_m[:, joint]).max() < 1e-4, name
    assert np.abs(np.diff(numbers, axis=0)).max() < 180, "no angle jumps by a turn"


def test_the_skeleton_is_that_of_the_performer(body: BodyInTake) -> None:
    motion = joint_motion(body)
    rest = {name: motion.tree.rest_m[place] for place, name in enumerate(motion.tree.names)}
    thigh = np.linalg.norm(rest["left_thigh"] - rest["left_shank"])
    there = np.linalg.norm(
        motion.places_m[:, motion.tree.names.index("left_thigh")]
        - motion.places_m[:, motion.tree.names.index("left_shank")],
        axis=1,
    )
    assert there == pytest.approx(np.full(len(there), thigh), abs=1e-6)
    root, _, _ = read_back(bvh(motion).decode("ascii"))
    assert root.offset == pytest.approx([0, 0, 0])


def test_a_rod_that_turns_is_what_it_is_by_hand() -> None:
    tree = JointTree(("root", "a b\n}"), (-1, 0), np.array([[0.0, 0, 0], [0, 0, 1.0]]), {1: np.array([0.0, 0, 1.5])})
    quarter = Rotation.from_euler("y", [[0], [90]], degrees=True).as_matrix()
    turns = np.stack([quarter, quarter], axis=1)
    places = np.stack([np.zeros((2, 3)), quarter @ np.array([0, 0, 1.0])], axis=1)
    root, _, numbers = read_back(bvh(JointMotion(tree, 50.0, places, turns)).decode("ascii"))
    read = places_of(root, numbers)
    assert list(read) == ["root", "a_b__", "Site"]
    assert read["a_b__"] == pytest.approx(np.array([[0, 100, 0], [100, 0, 0]]), abs=1e-4)
    assert read["Site"] == pytest.approx(np.array([[0, 150, 0], [150, 0, 0]]), abs=1e-4)


def test_the_command_names_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(EXAMPLES / "stomach_kick.yaml")
    target = str(tmp_path / "a.bvh")
    for words, says in (
        (["-o", str(tmp_path / "a.fbx")], ".bvh"),
        (["-o", str(tmp_path / "no" / "a.bvh")], "no folder"),
        (["-o", target, "--person", "led"], 'did you mean "lead"'),
        (["-o", target, "--take", "worst"], "acted"),
    ):
        assert main(["motion", plan, *words]) == 2
        assert says in capsys.readouterr().err
    assert not Path(target).exists()
