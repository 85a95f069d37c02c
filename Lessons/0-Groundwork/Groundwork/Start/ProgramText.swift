/// What a program is told: an argument, a variable such as "LANG=C", or the path of a file.
///
/// For the system these are bytes, any but NUL. Mostly they are text in UTF-8, and a literal is
/// enough. A `String` can hold nothing else: what is no UTF-8 would be replaced in it. Here all bytes
/// are kept, and two are equal if their bytes are.
///
/// A list of literals is one of strings, unless `as [ProgramText]` says otherwise.
///
/// ```swift
/// // A file name from another age, in Latin-1: é is the byte E9.
/// let name = ProgramText(bytes: Array("caf".utf8) + [0xe9])
/// let start = ProgramStart(["ls", "-l", "./\(name)"] as [ProgramText])
/// let pid = try start.spawn()
/// waitpid(pid, nil, 0)
/// ```
public struct ProgramText: Hashable, Sendable {
  /// The bytes, without a NUL at the end.
  public var bytes: [UInt8]

  /// Takes bytes as they are.
  public init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Takes the UTF-8 of a text.
  public init(_ text: String) { bytes = Array(text.utf8) }

  /// Copies a C string, up to its NUL.
  init(cString: UnsafePointer<CChar>) {
    bytes = Array(UnsafeRawBufferPointer(start: cString, count: strlen(cString)))
  }

  /// What can be read of it: what is not UTF-8 is replaced.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The name of a variable, before the first `=`, and its value, behind that; nil without one.
  ///
  /// A name is not empty: on some systems a variable begins with `=`.
  package var variable: (name: ProgramText, value: ProgramText)? {
    guard let equals = bytes.dropFirst().firstIndex(of: UInt8(ascii: "=")) else { return nil }
    return (ProgramText(bytes: bytes[..<equals]), ProgramText(bytes: bytes[(equals + 1)...]))
  }

  /// A copy that C can read, for `free`.
  package func copy() -> UnsafeMutablePointer<CChar>? {
    strdup((bytes + [0]).map { CChar(bitPattern: $0) })
  }
}

extension ProgramText: CustomStringConvertible {
  /// What can be read of it.
  public var description: String { text }
}

extension ProgramText: ExpressibleByStringInterpolation {
  /// Takes the UTF-8 of the literal.
  public init(stringLiteral value: String) { self.init(value) }

  /// Joins the pieces; those that are `ProgramText` keep their bytes.
  public init(stringInterpolation pieces: StringInterpolation) { bytes = pieces.bytes }

  /// Collects the pieces of a literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    /// Makes room.
    public init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity)
    }

    /// Adds what is between two values.
    public mutating func appendLiteral(_ literal: String) { bytes += literal.utf8 }

    /// Adds bytes as they are.
    public mutating func appendInterpolation(_ value: ProgramText) { bytes += value.bytes }

    /// Adds any other value, as text.
    public mutating func appendInterpolation(_ value: some Any) { bytes += "\(value)".utf8 }
  }
}
