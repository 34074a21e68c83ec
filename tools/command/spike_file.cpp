#include "spike_file.hpp"

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <type_traits>
#include <vector>

#include "failure.hpp"
#include "rouse/error.hpp"

namespace rouse::command {
namespace {

/// First byte of an answer.
enum class Answer : std::uint8_t { values, refusal };

/// Seconds of work and bytes of memory that no file of that size needs.
constexpr rlim_t base_seconds = 30;
constexpr rlim_t bytes_per_second = rlim_t{1} << 20U;
constexpr rlim_t most_memory = rlim_t{2} << 30U;

/// The reading process's end of the connection.
class Sender {
 public:
  explicit Sender(int socket) : socket_(socket) {}

  template <typename T>
  void send(const T& value) const {
    if constexpr (std::is_trivially_copyable_v<T>) {
      send(&value, sizeof value);
    } else if constexpr (requires { value.data(); } &&
                         std::is_trivially_copyable_v<typename T::value_type>) {
      send(std::uint64_t{value.size()});
      send(value.data(), value.size() * sizeof(typename T::value_type));
    } else {
      send(std::uint64_t{value.size()});
      for (const auto& element : value) send(element);
    }
  }

 private:
  void send(const void* from, std::size_t bytes) const {
    const auto* at = static_cast<const char*>(from);
    while (bytes > 0) {
      const ssize_t sent = ::write(socket_, at, bytes);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) ::_exit(0);  // nobody listens any more
      at += sent;
      bytes -= static_cast<std::size_t>(sent);
    }
  }

  int socket_;
};

void limit(int resource, rlim_t most) {
  rlimit limits{};
  if (::getrlimit(resource, &limits) != 0) return;
  limits.rlim_cur = std::min(limits.rlim_max, most);
  ::setrlimit(resource, &limits);
}

void set_limits(std::uint64_t file_bytes) {
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, base_seconds + file_bytes / bytes_per_second);
#if !defined(__SANITIZE_ADDRESS__)  // which takes all addresses for itself
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  limit(RLIMIT_DATA, most_memory + 1024 * static_cast<rlim_t>(used.ru_maxrss));
#endif
}

/// Sends the tables, then the recordings that are asked for, until nobody asks.
void serve(int socket, const std::string& path, const std::string& name) {
  const Sender sender(socket);
  try {
    const Hdf5Recordings file(path, name);
    const ShdTables& tables = file.tables();
    sender.send(Answer::values);
    sender.send(std::uint64_t{tables.recordings});
    sender.send(tables.labels);
    sender.send(tables.keys);
    sender.send(tables.speakers);
    std::uint64_t row = 0;
    while (::read(socket, &row, sizeof row) == sizeof row) {
      const RawRecording recording = file.read(row);
      sender.send(Answer::values);
      sender.send(recording.times);
      sender.send(recording.units);
    }
  } catch (const std::bad_alloc&) {
    sender.send(Answer::refusal);
    sender.send(name + ": it asks for more memory than recordings need; get the file again");
  } catch (const std::exception& error) {
    sender.send(Answer::refusal);
    sender.send(std::string(error.what()));
  }
}

}  // namespace

SpikeFile::Process::~Process() {
  if (socket >= 0) ::close(socket);
  if (id <= 0) return;
  ::kill(id, SIGKILL);
  ::waitpid(id, nullptr, 0);
}

SpikeFile::SpikeFile(const std::string& path) : name_(path), file_(path) {
  start();
  await();
  file_.remove();  // so that nothing is left behind, whatever ends this process
  tables_.recordings = receive<std::uint64_t>();
  tables_.labels = receive<std::vector<std::int64_t>>();
  tables_.keys = receive<std::vector<std::string>>();
  tables_.speakers = receive<std::vector<std::int64_t>>();
}

void SpikeFile::start() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
    throw UsageError("cannot read " + name_ + ": " + std::strerror(errno));
  }
  reader_.socket = ends[0];
  reader_.id = ::fork();
  if (reader_.id == 0) {
    ::close(ends[0]);
    set_limits(file_.bytes());
    serve(ends[1], file_.path(), name_);
    ::_exit(0);  // what the parent has opened and begun is not ours to end
  }
  ::close(ends[1]);
  if (reader_.id < 0) throw UsageError("cannot read " + name_ + ": " + std::strerror(errno));
}

RawRecording SpikeFile::read(std::size_t row) {
  const std::uint64_t wanted = row;
  if (::send(reader_.socket, &wanted, sizeof wanted, MSG_NOSIGNAL) != sizeof wanted) fail();
  await();
  RawRecording recording;
  recording.times = receive<std::vector<float>>();
  recording.units = receive<std::vector<std::uint32_t>>();
  return recording;
}

void SpikeFile::await() {
  if (receive<Answer>() == Answer::values) return;
  throw Error(ErrorCode::bad_format, receive<std::string>());
}

void SpikeFile::fail() {
  throw Error(ErrorCode::bad_format,
              name_ + ": libhdf5 broke down over it; the file is damaged, get it again");
}

template <typename T>
T SpikeFile::receive() {
  T value{};
  if constexpr (std::is_trivially_copyable_v<T>) {
    receive(&value, sizeof value);
  } else {
    value.resize(receive<std::uint64_t>());
    using Element = typename T::value_type;
    if constexpr (std::is_trivially_copyable_v<Element>) {
      receive(value.data(), value.size() * sizeof(Element));
    } else {
      for (Element& element : value) element = receive<Element>();
    }
  }
  return value;
}

void SpikeFile::receive(void* to, std::size_t bytes) {
  auto* at = static_cast<char*>(to);
  while (bytes > 0) {
    const ssize_t got = ::read(reader_.socket, at, bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail();
    at += got;
    bytes -= static_cast<std::size_t>(got);
  }
}

}  // namespace rouse::command
