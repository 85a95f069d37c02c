// Alternative: A count says how far it has come.

import Groundwork

extension Connection {
  package func sendAll(_ bytes: UnsafeRawBufferPointer) throws {
    var count = 0
    while count < bytes.count {
      count += try sendSome(UnsafeRawBufferPointer(rebasing: bytes[count...]))
    }
  }
}
