internal import CPlatform

/// What a child is told: it lies in unnamed shared memory that was filled before the child exists.
///
/// So there is no limit of size, and a child that dies early leaves nobody waiting. The child has the
/// memory's descriptor as its number 3, then the descriptors below, in the order of `Table`.
struct StartData {
  /// What the numbers from 3 on stand for.
  struct Table {
    var hasLifeline: Bool
    var attachments: Int

    static let startData: CInt = 3
    var lifeline: CInt { 4 }
    var firstAttachment: CInt { hasLifeline ? 5 : 4 }
    /// The first number that is not in use.
    var end: CInt { firstAttachment + CInt(attachments) }
  }

  /// Announces a child, and the number of the descriptor; the child removes it.
  static let variable = "WORKBOOK_START"
  /// The number of the grader's record, if there is one; the child removes it.
  static let recordVariable = "WORKBOOK_RECORD"

  /// Says that this is start data, and of this layout.
  private static let magic: UInt64 = 0x31_7472_6174_7357

  var table: Table
  var typeName: [UInt8]
  var name: [UInt8]
  var target: ArraySlice<UInt8>

  // Layout: six numbers of 64 bits, then the bytes of the type's name, the name, and the target.
  private static let headerCount = 6

  /// Writes everything to new shared memory.
  func write() throws -> Descriptor {
    let numbers: [UInt64] = [
      Self.magic, table.hasLifeline ? 1 : 0, UInt64(table.attachments),
      UInt64(typeName.count), UInt64(name.count), UInt64(target.count),
    ]
    let headerBytes = numbers.count * 8
    let total = headerBytes + typeName.count + name.count + target.count
    let memory = Descriptor(
      closeOnExec: try check("memfd_create", detail: "For \(total) bytes of start data.") {
        workbook_memory(total)
      })
    try numbers.withUnsafeBytes { try memory.writeAll($0) }
    try typeName.withUnsafeBytes { try memory.writeAll($0) }
    try name.withUnsafeBytes { try memory.writeAll($0) }
    try target.withUnsafeBytes { try memory.writeAll($0) }
    return memory
  }

  /// There is no start data where the variable says.
  struct Missing: Error {}

  /// Maps start data and calls `body` with its parts.
  ///
  /// - Throws: `Missing` if this is not start data, and what `body` throws.
  static func read<Result>(
    from descriptor: CInt,
    _ body: (
      _ table: Table, _ typeName: String, _ name: String, _ target: UnsafeRawBufferPointer
    ) throws -> Result
  ) throws -> Result {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size >= headerCount * 8 else {
      throw Missing()
    }
    let size = Int(status.st_size)
    guard
      let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
    else { throw Missing() }
    defer { munmap(base, size) }

    let bytes = UnsafeRawBufferPointer(start: base, count: size)
    let numbers = (0..<headerCount).map { bytes.load(fromByteOffset: $0 * 8, as: UInt64.self) }
    guard numbers[0] == magic, numbers[1] <= 1, numbers[2] < 1 << 24 else { throw Missing() }
    var rest = bytes[(headerCount * 8)...]
    func take(_ count: UInt64) throws -> UnsafeRawBufferPointer {
      guard count <= rest.count else { throw Missing() }
      defer { rest = rest.dropFirst(Int(count)) }
      return UnsafeRawBufferPointer(rebasing: rest.prefix(Int(count)))
    }
    let typeName = try String(decoding: take(numbers[3]), as: UTF8.self)
    let name = try String(decoding: take(numbers[4]), as: UTF8.self)
    return try body(
      Table(hasLifeline: numbers[1] == 1, attachments: Int(numbers[2])), typeName, name,
      take(numbers[5]))
  }
}

extension Descriptor {
  /// Writes all of `bytes`.
  func writeAll(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(try write(rest)))
    }
  }
}
