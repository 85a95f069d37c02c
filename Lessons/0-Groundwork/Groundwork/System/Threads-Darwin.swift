#if canImport(Darwin)
internal import CPlatform

/// Starts a thread; the error number of `pthread_create`, and the thread if that is 0.
func createThread(_ context: UnsafeMutableRawPointer) -> (CInt, pthread_t?) {
  var thread: pthread_t?
  let number = pthread_create(
    &thread, nil,
    { context in
      runBackgroundThread(context)
      return nil
    }, context)
  return (number, thread)
}

/// What a thread of this process does at the moment; nil if it is gone.
package func threadActivity(_ identifier: Int) -> ThreadActivity? {
  var info = thread_basic_info()
  var count = mach_msg_type_number_t(
    MemoryLayout<thread_basic_info>.size / MemoryLayout<natural_t>.size)
  let result = withUnsafeMutablePointer(to: &info) { info in
    info.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
      thread_info(thread_act_t(identifier), thread_flavor_t(THREAD_BASIC_INFO), $0, &count)
    }
  }
  guard result == KERN_SUCCESS else { return nil }
  return ThreadActivity(isAsleep: info.run_state == TH_STATE_WAITING, switches: 0)
}

/// The number of threads of this process.
func threadCount() -> Int { Int(workbook_thread_count()) }
#endif
