//===- SessionC.cpp - Sessions for C programs -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// The session functions of ms-c/Runtime.h: every Status becomes a return value
// and the thread's last error.
//
//===----------------------------------------------------------------------===//

#include "msrt/Session.h"

#include <cstring>

using namespace msrt;

struct msrt_session {
  std::unique_ptr<Session> session;
};

static int report(const Status &status) {
  if (status.ok())
    return 0;
  setLastError(status.message());
  return -1;
}

static Status nullArgument(const char *function) {
  return Status::error(Code::Session, "%s: a null pointer was given", function);
}

msrt_session *msrt_session_create(const msrt_artifact *artifact) {
  if (!artifact) {
    report(nullArgument(__func__));
    return nullptr;
  }
  Result<std::unique_ptr<Session>> session = Session::create(*artifact);
  if (!session.ok()) {
    report(session.status());
    return nullptr;
  }
  return new msrt_session{session.take()};
}

void msrt_session_destroy(msrt_session *session) { delete session; }

int msrt_find_function(const msrt_artifact *artifact, const char *name) {
  for (uint32_t i = 0; artifact && name && i < artifact->num_functions; ++i)
    if (std::strcmp(artifact->functions[i].name, name) == 0)
      return static_cast<int>(i);
  return -1;
}

int msrt_session_run(msrt_session *session, int index,
                     const void *const *inputs, void *const *outputs,
                     int64_t rows) {
  if (!session)
    return report(nullArgument(__func__));
  return report(session->session->run(index, inputs, outputs, rows));
}

void *msrt_session_parameter(msrt_session *session, const char *name) {
  const msrt_parameter *parameter =
      session && name ? session->session->parameter(name) : nullptr;
  if (!parameter)
    return nullptr;
  session->session->setOpen(true);
  return session->session->data(*parameter);
}

void msrt_session_seal(msrt_session *session) {
  if (session)
    session->session->setOpen(false);
}

int msrt_session_save(msrt_session *session, const char *path) {
  if (!session || !path)
    return report(nullArgument(__func__));
  return report(session->session->save(path));
}

int msrt_session_load(msrt_session *session, const char *path) {
  if (!session || !path)
    return report(nullArgument(__func__));
  Result<LoadReport> loaded = session->session->load(path);
  return report(loaded.status());
}
