// Alternative: The three results of fork in a switch.

import Groundwork

public func forkCopy(running body: () throws -> CInt) throws -> pid_t {
  fflush(nil)
  switch try forkProcess() {
  case 0:
    let result = Result { try body() }
    fflush(nil)
    switch result {
    case .success(let code): _exit(code)
    case .failure(let error):
      printError(error)
      _exit(1)
    }
  case let pid: return pid
  }
}
