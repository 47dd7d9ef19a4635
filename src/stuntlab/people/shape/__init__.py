"""What a person looks like: stature, mass and sex in, a dressed skin over the performer's bodies out.

    look = figure(villain.measures)
    vertices = look.pose_skin({body: (data.body(body).xpos, data.body(body).xmat.reshape(3, 3)) for body in BODIES})

The mesh is MakeHuman's (CC0, `human.toml`), packed by `scripts/build_human_mesh.py`. Physics never reads it.
"""

from stuntlab.people.shape.figure import Figure, face_triangles, figure
from stuntlab.people.shape.outfit import Outfit, outfit
from stuntlab.people.shape.paint import paint_figure
from stuntlab.people.shape.skin import BODIES

__all__ = ["BODIES", "Figure", "Outfit", "face_triangles", "figure", "outfit", "paint_figure"]
