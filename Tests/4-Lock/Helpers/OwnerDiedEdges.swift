import Grading
import Groundwork
import Testing

// More tests of 07-OwnerDied: whose death it is, and what happens between repair and body.

extension `4-Lock`.`07-OwnerDied` {
  @Test("The first thread of a process that has ended is dead, too, though its process goes on")
  func endedFirstThread() throws {
    let lock = try lockWithSlices()
    let (reader, writer) = try Descriptor.pipe()
    let child = try TestChild(HeadlessHoarder(lock: lock, report: writer), name: "hoarder")
    _ = try reader.readLine(orElse: "a child of the test did not come up")
    let value = lock.word.load() | LockWord.sleepers
    lock.word.store(value)
    let deadline = Deadline(after: .seconds(5))
    while ThreadIdentity(rawValue: value).isAlive, !deadline.hasPassed { sched_yield() }
    let isTaken = lock.takeOver(from: value)
    let isRunning = ProcessIdentity(rawValue: value).isAlive
    child.kill()
    #expect(isRunning, "the child's other thread goes on")
    #expect(
      isTaken,
      """
      the first thread of a child took the lock and ended (pthread_exit), while another one goes \
      on: the owner of a lock is a thread. Ask whether ThreadIdentity is alive, not the process
      """)
  }

  @Test("If the body throws, its error comes out, the lock is free, and nothing is repaired again")
  func bodyThrows() throws {
    let stranger = try Stranger()
    try stranger.end()
    let lock = try lockWithSlices()
    let errors: [any Error] = [Trouble(number: 1), LockError.notHeld, LockError.alreadyHeld]
    for isDead in [false, true] {
      for error in errors {
        if isDead { lock.word.store(stranger.identity) }
        let thread = try Observed {
          var calls: [String] = []
          var seen = "nothing"
          do {
            try lock.withLock(repair: { calls.append("repair") }) {
              calls.append("body")
              throw error
            }
          } catch let caught { seen = "\(caught)" }
          return (calls, seen)
        }
        let (calls, seen) = try thread.afterDeath(
          "lock() in 02-LockUnlock.swift", orElse: "withLock(repair:_:) didn't return")
        #expect(seen == "\(error)", "the body's error should come out")
        #expect(
          calls == (isDead ? ["repair", "body"] : ["body"]),
          """
          the last owner \(isDead ? "died" : "gave the lock back"), and the body threw; what ran was \
          \(calls). Who throws is alive, and gives the lock back: repair is for what the dead left
          """)
        #expect(lock.owner == 0, "withLock kept the lock after its body threw \(error)")
      }
    }
  }

  @Test("Between repair and body the lock is not given back")
  func noGap() throws {
    let stranger = try Stranger()
    try stranger.end()
    let lock = try lockWithSlices()
    lock.word.store(stranger.identity)
    let steps = try StepControl()
    let thread = try steps.directs {
      var counts: [Int] = []
      try lock.withLock(repair: { counts.append(steps.stepCount) }) {
        counts.append(steps.stepCount)
      }
      return counts
    }
    let counts = try thread.afterDeath(
      "lock() in 02-LockUnlock.swift", orElse: "withLock(repair:_:) didn't return")
    try #require(counts.count == 2, "the owner died: repair and body should run, once each")
    let between = steps.trace[counts[0]..<counts[1]].filter { $0.kind != .load }
    #expect(
      between == [],
      """
      between repair and body these steps were taken: \(between). Who gives the lock back there, \
      and takes it again, lets others in: if one of them dies, the body finds its mess
      """)
  }
}

/// A child whose first thread has a lock, and ends, while another one goes on until it is killed.
struct HeadlessHoarder: ProcessTarget {
  let lock: SharedLock
  let report: Descriptor

  func run() throws {
    lock.word.store(ThreadIdentity.current.rawValue)
    _ = try BackgroundThread { while true { pause() } }
    try report.writeLine("taken")
    pthread_exit(nil)
  }
}
