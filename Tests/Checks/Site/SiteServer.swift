import Foundation

/// Shows the files of a folder in a browser of this machine.
struct SiteServer: Sendable {
  let folder: URL
  let base: String
  let port: UInt16

  /// Serves until the process ends.
  func run() throws -> Never {
    // A browser that goes away must not end the server.
    signal(SIGPIPE, SIG_IGN)
    // 1 is a stream on every platform; the name's type differs.
    let listener = socket(AF_INET, 1, 0)
    var on: CInt = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard bound == 0, listen(listener, 16) == 0 else {
      throw CheckError(
        "Port \(port) can't be had: \(String(cString: strerror(errno))). Try --port.")
    }
    print("Open http://localhost:\(port)\(base)/ and end this with Ctrl-C.")
    fflush(nil)
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 { continue }
      // A browser opens connections before it needs them, so one that is silent delays no other.
      Thread.detachNewThread {
        answer(FileHandle(fileDescriptor: connection, closeOnDealloc: true))
      }
    }
  }

  private func answer(_ connection: FileHandle) {
    var request = Data()
    while request.range(of: Data("\r\n\r\n".utf8)) == nil {
      let more = connection.availableData
      if more.isEmpty || request.count > 65536 { return }
      request += more
    }
    let words = String(decoding: request, as: UTF8.self).split(separator: " ", maxSplits: 2)
    let path = words.count > 1 ? words[1].prefix { $0 != "?" && $0 != "#" } : "/"
    let (status, type, body) = file(at: path.removingPercentEncoding ?? "/")
    let head =
      "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n"
      + "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    try? connection.write(contentsOf: Data(head.utf8) + body)
  }

  /// The file that is shown at an address, as hosts of static sites do it.
  private func file(at path: String) -> (status: String, type: String, body: Data) {
    let missing = ("404 Not Found", "text/plain", Data("There is no such page.\n".utf8))
    guard path.hasPrefix(base), !path.contains("..") else { return missing }
    let asked = folder.appendingPathComponent(String(path.dropFirst(base.count)))
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: asked.path, isDirectory: &isFolder)
    let file = isThere && isFolder.boolValue ? asked.appendingPathComponent("index.html") : asked
    guard let body = try? Data(contentsOf: file) else { return missing }
    let types = [
      "html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript",
      "json": "application/json", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg",
    ]
    return ("200 OK", types[file.pathExtension] ?? "application/octet-stream", body)
  }
}
