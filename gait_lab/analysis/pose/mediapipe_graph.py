"""MediaPipe's pose models behind the ``PoseEstimator`` protocol.

MediaPipe's own pipeline looks where the last frame's landmarks were: its result depends on
the history, and a mistake moves the next frame's crop. Here its two steps, finding people and
landmarks in a given square, are two small graphs of the same parts and models, so that the
caller chooses a steady square. On drawn runners whose landmarks are known this is as accurate
as MediaPipe's own loop, jitters 0 to 20 % less, and every stretch of a clip can be done alone.
"""

import sys
import tempfile
import types
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gait_lab.analysis.pose.estimator import Person, Pose, PoseError, PoseOptions, Region
from gait_lab.analysis.pose.models import lay_out, model_name

REGION_MARGIN = 1.25
"""MediaPipe's own: the square is this much larger than the person's circle."""

_PEOPLE_GRAPH = """
input_stream: "image"
output_stream: "people"
num_threads: 1
node {
  calculator: "PoseDetectionCpu"
  input_stream: "IMAGE:image"
  output_stream: "DETECTIONS:people"
}
"""

_LANDMARK_GRAPH = """
input_stream: "image"
input_stream: "region"
input_side_packet: "complexity"
output_stream: "landmarks"
output_stream: "circle"
num_threads: 1
node {
  calculator: "PoseLandmarkByRoiCpu"
  input_stream: "IMAGE:image"
  input_stream: "ROI:region"
  input_side_packet: "MODEL_COMPLEXITY:complexity"
  output_stream: "LANDMARKS:landmarks"
  output_stream: "AUXILIARY_LANDMARKS:circle"
}
"""


class MediaPipeEstimator:
    """People by BlazePose's detector, landmarks by its full (or another) landmark model."""

    def __init__(self, options: PoseOptions) -> None:
        self.name = model_name(options)
        self._mp = _import_parts()
        # The models are read while the graphs start; the folder may go afterwards.
        with tempfile.TemporaryDirectory() as folder:
            root, complexity = lay_out(options, Path(folder))
            self._mp.resource_util.set_resource_dir(str(root))
            side = {"complexity": self._mp.packet_creator.create_int(complexity)}
            try:
                self._people = _Graph(self._mp, _PEOPLE_GRAPH, ("people",), {})
                self._landmarks = _Graph(self._mp, _LANDMARK_GRAPH, ("landmarks", "circle"), side)
            except RuntimeError as error:
                raise PoseError(
                    f"The pose model {options.model!r} cannot be loaded. Install it again, or use "
                    "the full model."
                ) from error

    def find_people(self, rgb: NDArray[np.uint8]) -> list[Person]:
        """Everybody the detector sees, most certain first."""
        packet = self._people.run(image=self._image(rgb)).get("people")
        if packet is None:
            return []
        height_px, width_px = rgb.shape[:2]
        people = []
        for detection in self._mp.packet_getter.get_proto_list(packet):
            centre, edge = detection.location_data.relative_keypoints[:2]
            region = _region(centre, edge, width_px, height_px)
            people.append(Person(region, float(detection.score[0])))
        return people

    def landmarks(self, rgb: NDArray[np.uint8], region: Region) -> Pose | None:
        """The 33 landmarks of the person in that square."""
        height_px, width_px = rgb.shape[:2]
        square = self._mp.rect_pb2.NormalizedRect(
            x_center=region.x_px / width_px,
            y_center=region.y_px / height_px,
            width=region.size_px / width_px,
            height=region.size_px / height_px,
            rotation=region.rotation_rad,
        )
        out = self._landmarks.run(
            image=self._image(rgb), region=self._mp.packet_creator.create_proto(square)
        )
        if "landmarks" not in out or "circle" not in out:
            return None
        points = self._mp.packet_getter.get_proto(out["landmarks"]).landmark
        centre, edge = self._mp.packet_getter.get_proto(out["circle"]).landmark[:2]
        values = np.array([(point.x, point.y, point.visibility) for point in points])
        return Pose(
            xy_px=np.asarray(values[:, :2] * (width_px, height_px), dtype=np.float64),
            visibility=values[:, 2],
            region=_region(centre, edge, width_px, height_px),
        )

    def _image(self, rgb: NDArray[np.uint8]) -> Any:
        unchanging = rgb.view()
        unchanging.flags.writeable = False  # or MediaPipe copies it
        return self._mp.packet_creator.create_image_frame(
            image_format=self._mp.image_format, data=unchanging
        )


class _Graph:
    """A running MediaPipe graph, called one picture at a time."""

    def __init__(
        self, mp: Any, text: str, outputs: tuple[str, ...], side_packets: Mapping[str, Any]
    ) -> None:
        config = mp.text_format.Parse(text, mp.calculator_pb2.CalculatorGraphConfig())
        self._graph = mp.calculator_graph.CalculatorGraph(graph_config=config)
        self._out: dict[str, Any] = {}
        self._timestamp_us = 0
        for name in outputs:
            self._graph.observe_output_stream(name, self._keep)
        self._graph.start_run(side_packets)
        self._graph.wait_until_idle()  # the model is loaded by now, or this says why not

    def _keep(self, name: str, packet: Any) -> None:
        self._out[name] = packet

    def run(self, **inputs: Any) -> dict[str, Any]:
        self._out = {}
        self._timestamp_us += 1000
        for name, packet in inputs.items():
            self._graph.add_packet_to_input_stream(
                stream=name, packet=packet.at(self._timestamp_us)
            )
        self._graph.wait_until_idle()
        return self._out


def _region(centre: Any, edge: Any, width_px: int, height_px: int) -> Region:
    """The square around a circle given by its centre (the hips) and a point above, on it."""
    x_px, y_px = centre.x * width_px, centre.y * height_px
    right_px, up_px = edge.x * width_px - x_px, y_px - edge.y * height_px
    rotation_rad = np.pi / 2 - np.arctan2(up_px, right_px)
    rotation_rad -= 2 * np.pi * np.floor((rotation_rad + np.pi) / (2 * np.pi))
    size_px = 2 * REGION_MARGIN * float(np.hypot(right_px, up_px))
    return Region(x_px, y_px, size_px, float(rotation_rad))


def _import_parts() -> Any:
    """MediaPipe's graph runner without its solutions.

    ``import mediapipe`` also loads its drawing tools, its audio tasks and Matplotlib, which is
    most of its start-up time and none of which is used here.
    """
    for name in ("mediapipe", "mediapipe.python"):
        if name not in sys.modules:
            spec = find_spec(name)
            if spec is None or spec.submodule_search_locations is None:
                raise ModuleNotFoundError(name)
            package = types.ModuleType(name)
            package.__path__ = list(spec.submodule_search_locations)
            package.__spec__ = spec
            sys.modules[name] = package
    from google.protobuf import text_format  # type: ignore[import-untyped]
    from mediapipe.framework import calculator_pb2
    from mediapipe.framework.formats import detection_pb2, landmark_pb2, rect_pb2
    from mediapipe.python import packet_creator, packet_getter
    from mediapipe.python._framework_bindings import (
        calculator_graph,
        image_frame,
        resource_util,
    )

    return types.SimpleNamespace(
        calculator_graph=calculator_graph,
        calculator_pb2=calculator_pb2,
        detection_pb2=detection_pb2,
        image_format=image_frame.ImageFormat.SRGB,
        landmark_pb2=landmark_pb2,
        packet_creator=packet_creator,
        packet_getter=packet_getter,
        rect_pb2=rect_pb2,
        resource_util=resource_util,
        text_format=text_format,
    )
