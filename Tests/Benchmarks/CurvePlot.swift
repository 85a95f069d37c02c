import Foundation

/// The colors of a picture.
struct Colors {
  let background, text, quiet, line, area: String

  static let light = Colors(
    background: "#ffffff", text: "#1d1d1f", quiet: "#6e6e73", line: "#0a64c8", area: "#e8f1fc")
  static let dark = Colors(
    background: "none", text: "#f5f5f7", quiet: "#a1a1a6", line: "#6cb0ff", area: "#10243b")
}

/// The curves as an SVG, two side by side.
///
/// To the right goes the size, each step of a curve being as wide; up goes the cost of a unit, from 0.
func picture(of curves: [(curve: Curve, points: [Curve.Point])], _ colors: Colors) -> String {
  let (width, height) = (400.0, 226.0)
  let panels = curves.enumerated().map { index, drawn in
    """
      <g transform="translate(\(Int(10 + Double(index % 2) * (width + 10))) \
    \(Int(Double(index / 2) * (height + 20))))">
    \(panel(drawn.curve, drawn.points, width: width, height: height))
      </g>
    """
  }
  let wholeHeight = Int(Double((curves.count + 1) / 2) * (height + 20))
  return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 830 \(wholeHeight)" width="830" \
    height="\(wholeHeight)" role="img" style="background: \(colors.background)">
      <style>
      text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, \
    sans-serif; font-size: 13px; fill: \(colors.quiet); }
      .title { font-size: 15px; font-weight: 600; fill: \(colors.text); }
      .mid { text-anchor: middle; }
      .end { text-anchor: end; }
      .axis { fill: none; stroke: \(colors.quiet); stroke-width: 1.2; }
      .line { fill: none; stroke: \(colors.line); stroke-width: 2.2; }
      .area { fill: \(colors.area); stroke: none; }
      .dot { fill: \(colors.line); }
      </style>
    \(panels.joined(separator: "\n"))
    </svg>

    """
}

/// A time with three digits, so that labels that are neighbours don't touch.
private func label(_ nanoseconds: Double) -> String {
  let (number, unit) =
    nanoseconds < 1e6 ? (nanoseconds / 1e3, "µs") : (nanoseconds / 1e6, "ms")
  return String(format: number < 10 ? "%.2f" : "%.0f", number) + " " + unit
}

private func panel(
  _ curve: Curve, _ points: [Curve.Point], width: Double, height: Double
) -> String {
  let (left, right, top, bottom) = (16.0, width - 24, 72.0, height - 30)
  let most = points.map(\.cost).max() ?? 1
  let places = points.enumerated().map { index, point in
    (
      x: left + (right - left) * (Double(index) + 0.5) / Double(points.count),
      y: bottom - (bottom - top) * point.cost / most
    )
  }
  func at(_ x: Double, _ y: Double) -> String { String(format: "%.1f %.1f", x, y) }
  let path = places.map { at($0.x, $0.y) }.joined(separator: " L")
  let ends = (places.first?.x ?? left, places.last?.x ?? right)
  var lines = [
    "<text class=\"title\" x=\"\(Int(left))\" y=\"22\">\(curve.title)</text>",
    "<text x=\"\(Int(left))\" y=\"42\">time per \(curve.unit)</text>",
    "<path class=\"area\" d=\"M\(at(ends.0, bottom)) L\(path) L\(at(ends.1, bottom)) z\"/>",
    "<path class=\"axis\" d=\"M\(at(left, bottom)) H\(Int(right))\"/>",
    "<path class=\"line\" d=\"M\(path)\"/>",
  ]
  for (place, point) in zip(places, points) {
    let x = String(format: "%.1f", place.x)
    lines += [
      "<circle class=\"dot\" cx=\"\(x)\" cy=\"\(String(format: "%.1f", place.y))\" r=\"3.5\"/>",
      "<text class=\"mid\" x=\"\(x)\" y=\"\(Int(place.y) - 9)\">\(label(point.cost))</text>",
      "<text class=\"mid\" x=\"\(x)\" y=\"\(Int(bottom) + 20)\">\(curve.label(point.size))</text>",
    ]
  }
  return lines.map { "    \($0)" }.joined(separator: "\n")
}
