/// Something that is wrong in the workbook, where, and what to do about it.
struct Problem: Hashable {
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

  /// The place as compilers print it.
  var position: String { line.map { "\(place):\($0)" } ?? place }
}

/// A check can't be carried out at all.
struct CheckError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
