"""Surfaces of skin, cloth, rubber, hair and a room, for Blender."""

from dataclasses import dataclass
from typing import Any

import bpy

ROUGHNESS = {
    "skin": 0.52,
    "eyes": 0.12,
    "hair": 0.7,
    "cloth": 0.88,
    "tights": 0.6,
    "knit": 0.95,
    "shoe": 0.6,
}


@dataclass(frozen=True)
class Grain:
    """Noise over a surface at rest: how fine, how stretched, how deep (m), how much it shades."""

    scale: float
    depth_m: float
    strength: float
    shade: float
    stretch: tuple[float, float, float] = (1.0, 1.0, 1.0)


GRAINS = {
    "skin": Grain(160.0, 0.0012, 0.25, 0.10),
    "cloth": Grain(17.0, 0.012, 0.55, 0.10, (1.0, 1.0, 0.45)),
    "hair": Grain(110.0, 0.006, 1.0, 0.75, (0.35, 1.6, 0.5)),
    "knit": Grain(300.0, 0.001, 0.4, 0.05),
    "shoe": Grain(420.0, 0.0008, 0.25, 0.10),
}


def painted(kind: str) -> Any:
    """A material that takes its colour from the vertices' paint."""
    material = bpy.data.materials.new(kind)
    material.use_nodes = True
    tree = material.node_tree
    surface = tree.nodes["Principled BSDF"]
    surface.inputs["Roughness"].default_value = ROUGHNESS[kind]
    if kind == "skin":
        _flesh(surface)
    if kind in ("cloth", "knit", "tights"):
        surface.inputs["Sheen Weight"].default_value = 0.25
        surface.inputs["Specular IOR Level"].default_value = 0.25
    paint = _attribute(tree, "paint").outputs["Color"]
    if kind in GRAINS:
        paint = _grained(tree, surface, paint, GRAINS[kind])
    tree.links.new(paint, surface.inputs["Base Color"])
    return material


def plain(
    name: str, colour: tuple[float, float, float], *, roughness: float = 0.6, metal: float = 0.0
) -> Any:
    """A material of one linear colour."""
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    surface = material.node_tree.nodes["Principled BSDF"]
    surface.inputs["Base Color"].default_value = (*colour, 1.0)
    surface.inputs["Roughness"].default_value = roughness
    surface.inputs["Metallic"].default_value = metal
    return material


def shining(name: str, colour: tuple[float, float, float], strength: float) -> Any:
    """A lamp or a screen."""
    material = plain(name, colour)
    surface = material.node_tree.nodes["Principled BSDF"]
    surface.inputs["Emission Color"].default_value = (*colour, 1.0)
    surface.inputs["Emission Strength"].default_value = strength
    return material


def _flesh(surface: Any) -> None:
    surface.inputs["Subsurface Weight"].default_value = 0.12
    surface.inputs["Subsurface Radius"].default_value = (1.0, 0.35, 0.2)
    surface.inputs["Subsurface Scale"].default_value = 0.008
    surface.inputs["Specular IOR Level"].default_value = 0.4


def _attribute(tree: Any, name: str) -> Any:
    node = tree.nodes.new("ShaderNodeAttribute")
    node.attribute_name = name
    return node


def _grained(tree: Any, surface: Any, paint: Any, grain: Grain) -> Any:
    """Bump the surface by the grain; the paint darkened and lightened by it."""
    noise = tree.nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value = grain.scale
    rest = _attribute(tree, "rest").outputs["Vector"]
    tree.links.new(_product(tree, rest, grain.stretch), noise.inputs["Vector"])
    bump = tree.nodes.new("ShaderNodeBump")
    bump.inputs["Strength"].default_value = grain.strength
    bump.inputs["Distance"].default_value = grain.depth_m
    tree.links.new(noise.outputs["Fac"], bump.inputs["Height"])
    tree.links.new(bump.outputs["Normal"], surface.inputs["Normal"])
    level = tree.nodes.new("ShaderNodeMapRange")
    for name, value in (("From Min", 0.3), ("From Max", 0.7)):
        level.inputs[name].default_value = value
    level.inputs["To Min"].default_value = 1 - grain.shade
    level.inputs["To Max"].default_value = 1 + grain.shade
    tree.links.new(noise.outputs["Fac"], level.inputs["Value"])
    return _product(tree, paint, level.outputs["Result"])


def _product(tree: Any, first: Any, second: Any) -> Any:
    """Two vectors multiplied, the second a socket or three numbers."""
    node = tree.nodes.new("ShaderNodeVectorMath")
    node.operation = "MULTIPLY"
    tree.links.new(first, node.inputs[0])
    if isinstance(second, tuple):
        node.inputs[1].default_value = second
    else:
        tree.links.new(second, node.inputs[1])
    return node.outputs["Vector"]
