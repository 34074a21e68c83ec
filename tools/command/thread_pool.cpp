#include "thread_pool.hpp"

#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace rouse::command {
namespace {

class ThreadPool {
 public:
  explicit ThreadPool(std::size_t threads) {
    for (std::size_t i = 1; i < threads; ++i) threads_.emplace_back([this] { wait_for_work(); });
  }

  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  ~ThreadPool() {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    begun_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void run(std::size_t count, const std::function<void(std::size_t)>& work) {
    std::unique_lock lock(mutex_);
    work_ = &work;
    next_ = 0;
    count_ = left_ = count;
    problem_ = nullptr;
    begun_.notify_all();
    while (next_ < count_) take(lock);
    finished_.wait(lock, [this] { return left_ == 0; });
    work_ = nullptr;
    if (problem_) std::rethrow_exception(problem_);
  }

 private:
  void wait_for_work() {
    std::unique_lock lock(mutex_);
    while (true) {
      begun_.wait(lock, [this] { return closing_ || (work_ != nullptr && next_ < count_); });
      if (closing_) return;
      take(lock);
    }
  }

  /// Does the next piece of work, without the lock meanwhile.
  void take(std::unique_lock<std::mutex>& lock) {
    const std::size_t piece = next_++;
    const auto& work = *work_;
    lock.unlock();
    std::exception_ptr problem;
    try {
      work(piece);
    } catch (...) {
      problem = std::current_exception();
    }
    lock.lock();
    if (problem && !problem_) problem_ = problem;
    if (--left_ == 0) finished_.notify_one();
  }

  std::mutex mutex_;
  std::condition_variable begun_;
  std::condition_variable finished_;
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::size_t next_ = 0;
  std::size_t count_ = 0;
  std::size_t left_ = 0;
  bool closing_ = false;
  std::exception_ptr problem_;
  std::vector<std::thread> threads_;
};

}  // namespace

Executor thread_pool(std::size_t threads) {
  if (threads <= 1) return {};
  const auto pool = std::make_shared<ThreadPool>(threads);
  return [pool](std::size_t count, const std::function<void(std::size_t)>& work) {
    pool->run(count, work);
  };
}

}  // namespace rouse::command
