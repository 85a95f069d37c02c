#if Solutions
import Grading
import Groundwork
import Testing

extension `4-Lock`.Killed {
  @Test(
    "Kills at random moments stop nobody, and let no two in at once",
    arguments: [Room.Kind.lock, .mutex, .recursiveLock])
  func atRandom(kind: Room.Kind) throws {
    let room = try Room(kind, slice: .milliseconds(1))
    let (reader, writer) = try Descriptor.pipe()
    let child = try TestChild(
      RoomKiller(room: room, board: try SharedMemory(byteCount: 128), report: writer),
      name: "killer")
    writer.close()
    let report = try reader.readReport()
    try child.ended(within: .seconds(30), orElse: "\(kind): the child that kills does not end")
    #expect(report.hasPrefix("all is well"), "\(kind): \(report)")
  }

  @Test("Kills at random moments lose a permit each at most, and let no three in with two")
  func permitsAtRandom() throws {
    let semaphore = try SharedSemaphore(permits: 2, slice: .milliseconds(1))
    let (reader, writer) = try Descriptor.pipe()
    let child = try TestChild(
      PermitKiller(semaphore: semaphore, board: try SharedMemory(byteCount: 128), report: writer),
      name: "killer")
    writer.close()
    let report = try reader.readReport()
    try child.ended(within: .seconds(30), orElse: "the child that kills does not end")
    #expect(report.hasPrefix("all is well"), "\(report)")
  }
}

extension Descriptor {
  /// What a killer found; it can take some seconds until it says so.
  fileprivate func readReport() throws -> String {
    _ = try waitUntilReadable(until: Deadline(after: .seconds(25)))
    return try readLine(orElse: "it says nothing") ?? "it ended without a word"
  }
}

// MARK: - Copies of a process that are killed

/// Three copies of the calling process, one of which is killed from time to time.
///
/// Copying takes a fraction of the time that starting a program does. The caller has one thread.
struct Crowd {
  static let size = 3
  private(set) var pids: [pid_t] = []
  private let work: (_ seat: Int) throws -> Void
  var random = Seeded()

  /// Starts them all; each does `work` until it is killed, and must not live on without its parent.
  init(_ work: @escaping (_ seat: Int) throws -> Void) throws {
    self.work = work
    for seat in 0..<Self.size { pids.append(try copy(seat)) }
  }

  private func copy(_ seat: Int) throws -> pid_t {
    let parent = getpid()
    let pid = try forkProcess()
    guard pid == 0 else { return pid }
    while getppid() == parent {
      do { try work(seat) } catch { _exit(3) }
    }
    _exit(0)
  }

  /// Kills one, and reaps it; returns its seat.
  ///
  /// Every other time it is one of those for whom `isInside` is true, if there are any.
  mutating func killOne(_ isInside: (_ seat: Int) -> Bool) throws -> Int {
    let inside = Bool.random(using: &random) ? (0..<Self.size).filter(isInside) : []
    let seat =
      inside.randomElement(using: &random) ?? .random(in: 0..<Self.size, using: &random)
    _ = kill(pids[seat], SIGKILL)
    guard reap(pids[seat]) == SIGKILL else {
      throw TestFailure("the copy on seat \(seat) ended by itself; \(random)")
    }
    return seat
  }

  /// Puts a new copy on an empty seat.
  mutating func fill(_ seat: Int) throws { pids[seat] = try copy(seat) }

  /// Kills the rest.
  func end() {
    for pid in pids where trace(of: pid) != .reaped {
      _ = kill(pid, SIGKILL)
      reap(pid)
    }
  }

  /// Waits until `isThere`, at first without sleep, so that the kill comes at that very moment.
  ///
  /// Whoever brings it about rings the bell.
  func wait(for bell: SharedWord, orElse problem: String, until isThere: () -> Bool) throws {
    let deadline = Deadline(after: .seconds(5))
    for _ in 0..<10_000 where isThere() { return }
    while case let number = bell.load(), !isThere() {
      if deadline.hasPassed { throw TestFailure("\(problem); \(random)") }
      _ = bell.wait(while: number, until: deadline)
    }
  }
}

extension SharedWord {
  /// Counts up, and wakes whoever waits for that.
  fileprivate func ring() {
    while case let number = load(),
      !compareExchange(expected: number, desired: number &+ 1).exchanged
    {}
    wake()
  }

  /// Lets others have the processor until the bell rings, but not for long.
  fileprivate func rest() { _ = wait(while: load(), until: Deadline(after: .milliseconds(1))) }
}

/// Kills those that come and go in a room, again and again.
struct RoomKiller: ProcessTarget {
  let room: Room
  /// Words of 64 bits: who is inside, the count of visits, a fault if there was one, the count at
  /// which the next one is killed, and for each seat the count of visits that are over.
  let board: SharedMemory
  let report: Descriptor

  private var bell: SharedWord { SharedWord(in: board, at: 120) }

  private func get(_ word: Int) -> UInt64 { board.load(at: 8 * word, as: UInt64.self) }
  private func set(_ word: Int, _ value: UInt64) { board.store(value, at: 8 * word) }

  func run() throws {
    var crowd = try Crowd(visit)
    defer { crowd.end() }
    do {
      for _ in 0..<Proofs.kills {
        let goal = get(1) + UInt64.random(in: 0...40, using: &crowd.random)
        set(3, goal)
        bell.ring()
        try crowd.wait(for: bell, orElse: "nobody gets in any more") { get(1) >= goal }
        let pids = crowd.pids
        let seat = try crowd.killOne { ProcessIdentity(rawValue: get(0)).pid == pids[$0] }
        try crowd.fill(seat)
        if get(2) != 0 { break }
      }
    } catch { return try report.writeLine("\(error)") }
    crowd.end()
    let over = (0..<Crowd.size).map { get(4 + $0) }.reduce(0, +)
    let faults = ["", "two were inside at once", "somebody was not told of a death"]
    if get(2) != 0 { return try report.writeLine("\(faults[Int(get(2))]); \(crowd.random)") }
    // A visitor counts inside, and again when it is out: a kill comes between at most once.
    guard (0...Proofs.kills + Crowd.size).contains(Int(get(1)) - Int(over)) else {
      return try report.writeLine("\(get(1)) visits, \(over) of them over; \(crowd.random)")
    }
    try report.writeLine("all is well after \(get(1)) visits")
  }

  private func visit(seat: Int) throws {
    // The kill is overdue: the processor is for the one that kills.
    if get(1) > get(3) + 100 { bell.rest() }
    let own = ThreadIdentity.current.rawValue
    var room = room
    // The same lock, with and without a timeout.
    if room.kind == .lock, seat == 0 { room.kind = .timedLock }
    try room.alone { outcome in
      let other = get(0)
      if other != 0 {
        // It may have been killed inside. It can't have gone without wiping itself out.
        if ThreadIdentity(rawValue: other).isAlive { set(2, 1) }
        if outcome == .locked { set(2, 2) }
      }
      set(0, own)
      set(1, get(1) + 1)
      // Long enough that many are killed here.
      for _ in 0..<100 where get(0) != own { set(2, 1) }
      set(0, 0)
    }
    set(4 + seat, get(4 + seat) + 1)
    if get(1) >= get(3) { bell.ring() }
  }
}

/// Kills those that share two permits, again and again.
struct PermitKiller: ProcessTarget {
  let semaphore: SharedSemaphore
  /// Words of 64 bits for each seat: who is inside, the number of visits, and in which pause it is.
  let board: SharedMemory
  let report: Descriptor

  /// Odd while all shall pause; counts up, so that a late one takes no pause for the next.
  private var pause: SharedWord { SharedWord(in: board, at: 112) }
  private var bell: SharedWord { SharedWord(in: board, at: 120) }
  /// The sum of visits at which the next one is killed.
  private var goal: SharedWord64 { SharedWord64(in: board, at: 104) }

  private enum Word: Int { case inside, visits, paused, fault }

  private func get(_ word: Word, of seat: Int) -> UInt64 {
    board.load(at: 8 * (4 * seat + word.rawValue), as: UInt64.self)
  }
  private func set(_ word: Word, of seat: Int, _ value: UInt64) {
    board.store(value, at: 8 * (4 * seat + word.rawValue))
  }
  private func sum(_ word: Word) -> UInt64 {
    (0..<Crowd.size).map { get(word, of: $0) }.reduce(0, +)
  }

  func run() throws {
    var crowd = try Crowd(visit)
    defer { crowd.end() }
    do {
      for _ in 0..<Proofs.kills { try kill(in: &crowd) }
    } catch { return try report.writeLine("\(error)") }
    try report.writeLine(
      sum(.fault) == 0 ? "all is well" : "three had one of two permits; \(crowd.random)")
  }

  private func kill(in crowd: inout Crowd) throws {
    goal.store(sum(.visits) + UInt64.random(in: 0...40, using: &crowd.random))
    bell.ring()
    try crowd.wait(for: bell, orElse: "nobody gets a permit any more") {
      sum(.visits) >= goal.load()
    }
    let seat = try crowd.killOne { get(.inside, of: $0) != 0 }
    let wasInside = get(.inside, of: seat) != 0
    // When the others have gone out, only the permit of the dead one can be missing.
    let number = pause.load() + 1
    pause.store(number)
    try crowd.wait(for: bell, orElse: "one permit is left, and somebody waits for it") {
      (0..<Crowd.size).allSatisfy { $0 == seat || get(.paused, of: $0) == UInt64(number) }
    }
    guard (wasInside ? 1...1 : 1...2).contains(semaphore.permits) else {
      throw TestFailure("one was killed, and of 2 permits \(semaphore.permits) are left")
    }
    if semaphore.permits == 1 { try semaphore.release() }
    set(.inside, of: seat, 0)
    pause.store(number + 1)
    pause.wake()
    try crowd.fill(seat)
  }

  private func visit(seat: Int) throws {
    let number = pause.load()
    if number % 2 == 1 {
      set(.paused, of: seat, UInt64(number))
      bell.ring()
      while pause.load() == number { _ = pause.wait(while: number) }
    }
    // The kill is overdue: the processor is for the one that kills.
    if sum(.visits) > goal.load() + 100 { bell.rest() }
    semaphore.acquire()
    set(.inside, of: seat, ThreadIdentity.current.rawValue)
    let others = (0..<Crowd.size).map { ThreadIdentity(rawValue: get(.inside, of: $0)) }
    if others.allSatisfy(\.isAlive) { set(.fault, of: seat, 1) }
    set(.visits, of: seat, get(.visits, of: seat) + 1)
    set(.inside, of: seat, 0)
    try semaphore.release()
    if sum(.visits) >= goal.load() { bell.ring() }
  }
}
#endif
