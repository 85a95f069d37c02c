"""A headless Chromium, driven through a pipe: nothing but Python's library is needed."""

import base64
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading


class Site:
    """The files of a site, served on a port of this machine."""

    def __init__(self, folder, base):
        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *arguments):
                super().__init__(*arguments, directory=folder)

            def translate_path(self, path):
                # What is not below the base is not there, as on a host with many sites.
                inside = path == base or path.startswith(base + "/")
                return super().translate_path(path[len(base):]) if inside else "/nonexistent"

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Browser:
    def __init__(self):
        names = ["chromium", "chromium-browser", "google-chrome", "chrome"]
        program = next(filter(None, map(shutil.which, names)), None)
        if program is None:
            sys.exit("Chromium is missing. On Debian: apt-get install chromium")
        self.profile = tempfile.mkdtemp()
        # Chromium reads commands from descriptor 3 and answers on descriptor 4.
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()

        def descriptors():
            first, second = os.dup(commands), os.dup(answers)
            os.dup2(first, 3)
            os.dup2(second, 4)

        flags = ["--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--hide-scrollbars"]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")
        self.process = subprocess.Popen(
            [program, *flags, f"--user-data-dir={self.profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            close_fds=False, preexec_fn=descriptors)
        os.close(commands)
        os.close(answers)
        self.buffer = b""
        self.number = 0
        self.events = []
        targets = self.call("Target.getTargets", session=None)["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self.session = self.call(
            "Target.attachToTarget", session=None, targetId=page, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Network", "Log"]:
            self.call(f"{domain}.enable")

    def message(self):
        """The next message of the browser."""
        while b"\0" not in self.buffer:
            more = os.read(self.answers, 1 << 20)
            if not more:
                sys.exit("The browser has ended.")
            self.buffer += more
        line, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(line)

    def call(self, method, session="", **parameters):
        """Calls a method of the browser's protocol; what happens meanwhile goes to `events`."""
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if session == "":
            command["sessionId"] = self.session
        os.write(self.commands, json.dumps(command).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message)

    def wait(self, event):
        """Waits until an event has come since `events` was cleared."""
        while not any(message.get("method") == event for message in self.events):
            self.events.append(self.message())

    def evaluate(self, script):
        """What a script in the page comes to; a promise is waited for."""
        result = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:500])
        return result["result"].get("value")

    def size(self, width, height=900, scale=1):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=scale, mobile=False)

    def dark(self, on):
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if on else "light"}])

    def media(self, name):
        """Shows the page as on a screen, or as it is printed: `print`."""
        self.call("Emulation.setEmulatedMedia", media=name)

    def open(self, address, ready="document.readyState === 'complete'"):
        """Goes to an address, and waits until the expression `ready` is true."""
        self.events.clear()
        self.call("Page.navigate", url=address)
        self.evaluate(f"""new Promise((done) => {{
          const look = () => ({ready}) ? done() : requestAnimationFrame(look)
          look()
        }})""")

    def picture(self, path):
        image = self.call("Page.captureScreenshot", format="png")
        with open(path, "wb") as file:
            file.write(base64.b64decode(image["data"]))

    def paper(self):
        """The page as PDF, on A4."""
        result = self.call("Page.printToPDF", paperWidth=8.27, paperHeight=11.69)
        return base64.b64decode(result["data"])

    def close(self):
        self.call("Browser.close", session=None)
        self.process.wait()
        os.close(self.commands)
        os.close(self.answers)
        shutil.rmtree(self.profile, ignore_errors=True)
