import Grading
import Groundwork

/// Appends numbers to a list.
struct AppendMany: ProcessTarget {
  let list: RemoteList<Int>
  let first: Int
  let count: Int

  func run() throws {
    for number in first..<first + count { try list.append(number) }
  }
}

/// Appends to a list in the server, and to a plain array.
struct AppendBoth: ProcessTarget {
  let list: RemoteList<Int>
  let plain: [Int]

  func run() throws {
    var plain = plain
    plain.append(1)
    guard try list.append(1) == plain.count else { exit(2) }
  }
}
