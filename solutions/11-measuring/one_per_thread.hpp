/// @file
/// Chapter 11: an object for each thread, which outlives the thread.
#pragma once

#include <mutex>
#include <utility>

namespace workbook {

/// Lends each thread a T of its own. A T goes from one thread to the next and
/// is never destroyed, so a thread that kept its address may still use it.
template <class T>
class OnePerThread {
 public:
  /// The calling thread's T, from the first call until the thread destroys its
  /// thread_local objects. If one of them calls this after that, the thread
  /// gets another T, which is never given back. Throws what making a T throws.
  static T& get() {
    // Has no destructor, so it may be used until the thread has ended.
    thread_local Node* mine = nullptr;
    if (mine == nullptr) {
      mine = &all().take();
      thread_local const Return at_the_end{mine};
    }
    return mine->value;
  }

 private:
  struct Node {
    T value{};
    Node* next = nullptr;  // in the list of those that are free
  };

  struct Return {
    explicit Return(Node*& lent) : node(lent) {}
    Return(const Return&) = delete;
    Return& operator=(const Return&) = delete;
    ~Return() { all().give_back(*std::exchange(node, nullptr)); }
    Node*& node;
  };

  static OnePerThread& all() {
    static auto& instance = *new OnePerThread;  // threads may outlive main()
    return instance;
  }

  Node& take() {
    const std::lock_guard lock{mutex_};
    if (free_ == nullptr) return *new Node;
    return *std::exchange(free_, free_->next);
  }

  void give_back(Node& node) {
    const std::lock_guard lock{mutex_};
    node.next = std::exchange(free_, &node);
  }

  std::mutex mutex_;  // guards free_, and next of all in the list
  Node* free_ = nullptr;
};

}  // namespace workbook
