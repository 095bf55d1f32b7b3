// Signals wait while libtensorflow computes; the compiler reads this before the sources of tfjs-node's binding.
//
// The matrix kernels that oneDNN assembles while a program runs (in libtensorflow 2.21 and before) use the stack pointer to point into
// the heap. Whatever signal is handled meanwhile writes its frame there: a child process that ends, a terminal that is resized. The
// process then dies later, at some other place, with its heap broken, or goes on with wrong numbers (oneDNN's issue 4845, mended there in
// March 2026). A signal that is held is handled as soon as the product is there.

#pragma once

#ifndef _WIN32
#include <signal.h>

#include "tensorflow/c/eager/c_api.h"

namespace utter {

/** Holds back the signals of this thread, and of threads that begin meanwhile, for as long as it lives. */
class HeldSignals {
 public:
  HeldSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals &) = delete;
  HeldSignals &operator=(const HeldSignals &) = delete;

 private:
  sigset_t before_;
};

inline void Execute(TFE_Op *op, TFE_TensorHandle **results, int *resultCount, TF_Status *status) {
  const HeldSignals held;
  TFE_Execute(op, results, resultCount, status);
}

/** Its threads, which compute too, begin here: they never see a signal. */
inline TFE_Context *NewContext(const TFE_ContextOptions *options, TF_Status *status) {
  const HeldSignals held;
  return TFE_NewContext(options, status);
}

}  // namespace utter

#define TFE_Execute utter::Execute
#define TFE_NewContext utter::NewContext
#endif
