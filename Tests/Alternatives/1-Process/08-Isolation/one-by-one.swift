// Alternative: Each child is joined before the next one is started: their lists don't meet anyway.

import Groundwork

public nonisolated(unsafe) var globalList: [String] = []

public struct AppendToGlobalList: ProcessTarget {
  let element: String

  public init(_ element: String) {
    self.element = element
  }

  public func run() {
    globalList.append(element)
    exit(CInt(globalList.count))
  }
}

public func appendInChildren(_ elements: [String]) throws -> [ChildProcess] {
  try elements.map { element in
    let child = ChildProcess(AppendToGlobalList(element), name: element)
    try child.start()
    try child.join()
    return child
  }
}
