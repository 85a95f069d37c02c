// Alternative: One stream at a time, and each of them has its turn.

import Groundwork

extension Feed {
  package mutating func send() throws {
    guard let end else { return }
    do {
      if !unsent.isEmpty {
        let count = try unsent.withUnsafeBytes { try end.write($0) }
        unsent = unsent.dropFirst(count)
      }
    } catch let error as SystemError where error.number == EPIPE {
      unsent = []
    } catch let error as SystemError where error.number == EAGAIN {
      // There was room, and somebody else took it.
    }
    if unsent.isEmpty { close() }
  }
}

extension Streams {
  package mutating func transfer(until deadline: Deadline) throws -> Bool {
    var turn = 0
    while areOpen {
      guard let ready = try wait(until: deadline) else { return false }
      for next in turn..<turn + 3 {
        switch next % 3 {
        case 0 where ready.input: try input.send()
        case 1 where ready.output: try output.receive()
        case 2 where ready.error: try error.receive()
        default: continue
        }
        turn = next + 1
        break
      }
    }
    return true
  }
}
