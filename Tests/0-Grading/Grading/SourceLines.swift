import CPlatform
import Groundwork

/// Where in the package a thread of another process is.
struct SourceLines {
  /// "at Lessons/1-Process/2-Join.swift:14"; `nil` if it can't be found out.
  var text: String?

  init(of thread: pid_t, in folder: ProcessFolder, call: ProcessFolder.Call) {
    text = nil
  }
}
