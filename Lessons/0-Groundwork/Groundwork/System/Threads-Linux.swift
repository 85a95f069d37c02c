#if os(Linux)
/// Starts a thread; the error number of `pthread_create`, and the thread if that is 0.
func createThread(_ context: UnsafeMutableRawPointer) -> (CInt, pthread_t?) {
  var thread = pthread_t()
  let number = pthread_create(
    &thread, nil,
    { context in
      if let context { runBackgroundThread(context) }
      return nil
    }, context)
  return (number, thread)
}

/// What a thread of this process does at the moment; nil if it is gone.
package func threadActivity(_ identifier: Int) -> ThreadActivity? {
  guard let text = contentsOfProcFile("/proc/self/task/\(identifier)/status") else { return nil }
  var activity = ThreadActivity(isAsleep: false, switches: 0)
  for line in text.split(separator: "\n") {
    if line.hasPrefix("State:") { activity.isAsleep = line.contains("S (") }
    if line.hasPrefix("voluntary_ctxt_switches:") {
      activity.switches = Int(line.split(separator: "\t").last ?? "") ?? 0
    }
  }
  return activity
}

/// The number of threads of this process.
func threadCount() -> Int {
  guard let text = contentsOfProcFile("/proc/self/status") else { return 1 }
  let line = text.split(separator: "\n").first { $0.hasPrefix("Threads:") }
  return Int(line?.split(separator: "\t").last ?? "") ?? 1
}

/// The file's text; nil if it can't be read.
private func contentsOfProcFile(_ path: String) -> String? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  // Files of /proc are made when they are read, whole if the buffer is large enough.
  return withUnsafeTemporaryAllocation(byteCount: 8192, alignment: 1) { buffer in
    let count = read(file, buffer.baseAddress, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
#endif
