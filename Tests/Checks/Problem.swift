/// Something that is wrong in the workbook, where, and what to do about it.
struct Problem: CustomStringConvertible {
  /// A path from the workbook's root, or the name of what is missing.
  let place: String
  /// The line in that file, where one is known.
  let line: Int?
  let message: String
  /// What to do.
  let advice: String

  init(_ place: String, line: Int? = nil, _ message: String, advice: String) {
    self.place = place
    self.line = line
    self.message = message
    self.advice = advice
  }

  var description: String {
    let position = line.map { "\(place):\($0)" } ?? place
    let indented = advice.split(separator: "\n").joined(separator: "\n     ")
    return "\(position): \(message)\n  -> \(indented)"
  }
}

/// A check can't be carried out at all.
struct CheckError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
