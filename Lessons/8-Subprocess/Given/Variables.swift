import Groundwork

extension Subprocess.Environment {
  /// The variables of this process, as far as Swift's text can hold them.
  package static var current: [String: String] {
    var all: [String: String] = [:]
    for entry in currentVariables() {
      // Of two with one name the first counts, as for `getenv`.
      if let (name, value) = text(of: entry), all[name] == nil { all[name] = value }
    }
    return all
  }

  /// All that the program gets: what exercise 8.9 makes, and the variables of this process that are no
  /// text and were not mentioned, byte by byte.
  ///
  /// - Throws: What `variables` throws.
  func all() throws -> [ProgramText] {
    guard case .extended(let changes) = self else {
      return try variables().map { ProgramText($0) }
    }
    let plain = changes.filter { $0.key.utf8.allSatisfy(Self.isASCII) }
    let others = changes.filter { !$0.key.utf8.allSatisfy(Self.isASCII) }.compactMapValues { $0 }
    var strings = try Self.extended(plain).variables()
    if !others.isEmpty { strings += try Self.replaced(others).variables() }
    let names = Set(changes.keys.map { ProgramText($0) })
    let untouched = currentVariables().filter { entry in
      Self.text(of: entry) == nil && !names.contains(entry.variable?.name ?? entry)
    }
    return strings.map { ProgramText($0) } + untouched
  }

  /// Name and value of a variable; nil unless the value is UTF-8, and the name ASCII.
  ///
  /// For the kernel, names are bytes. For Swift, é is é, however it is written: in a dictionary two
  /// variables would become one.
  private static func text(of entry: ProgramText) -> (name: String, value: String)? {
    guard let (name, value) = entry.variable, name.bytes.allSatisfy(isASCII),
      let value = String(validating: value.bytes, as: UTF8.self)
    else { return nil }
    return (name.text, value)
  }

  private static func isASCII(_ byte: UInt8) -> Bool { byte < 0x80 }
}
