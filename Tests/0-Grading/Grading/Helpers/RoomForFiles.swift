import Groundwork

/// The path of a new, empty folder, in a place where there is room for files: `/tmp` may be full.
///
/// - Throws: `TestFailure`, which says what to do, if there is room nowhere.
package func newFolder() throws -> String {
  var template = Array("\(try placeWithRoom.get())/workbook-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp") }
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// A new, empty file without a name, in such a place.
///
/// - Throws: The same.
package func newFile() throws -> Descriptor { try namelessFile(in: placeWithRoom.get()) }

private let placeWithRoom = Result {
  try firstWithRoom(["/tmp", "/var/tmp", Package.folder + ".build"])
}

/// The first of the folders in which a file of a megabyte can be written.
func firstWithRoom(_ folders: [String]) throws -> String {
  let megabyte = [UInt8](repeating: 1, count: 1 << 20)
  for folder in folders {
    guard let file = try? namelessFile(in: folder) else { continue }
    defer { file.close() }
    var rest = megabyte[...]
    while !rest.isEmpty, let count = try? rest.withUnsafeBytes({ try file.write($0) }) {
      rest = rest.dropFirst(count)
    }
    if rest.isEmpty { return folder }
  }
  throw TestFailure(
    "No file of 1 MB can be written in \(folders.joined(separator: ", ")): make room in one of them."
  )
}

private func namelessFile(in folder: String) throws -> Descriptor {
  var template = Array("\(folder)/workbook-XXXXXX".utf8CString)
  let number = mkstemp(&template)
  guard number >= 0 else { throw SystemError("mkstemp", detail: folder) }
  unlink(template)
  return Descriptor(owning: number)
}
