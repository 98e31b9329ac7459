/* program.c - A C program around a compiled LeNet-5.
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * Compile it with `-include lenet.h`: the header is made by the test.
 */

#include <stdio.h>

static float images[8 * 32 * 32];
static int32_t labels[8];

int main(void) {
  msrt_session *session = msrt_session_create(&lenet5_artifact);
  const void *inputs[2];
  void *outputs[1];
  float loss = 0, first = 0;
  int k;
  if (!session) {
    fprintf(stderr, "%s\n", msrt_last_error());
    return 1;
  }
  for (k = 0; k < 8 * 32 * 32; ++k)
    images[k] = (float)(k * 37 % 101) / 101;
  for (k = 0; k < 8; ++k)
    labels[k] = k;
  inputs[0] = images;
  inputs[1] = labels;
  outputs[0] = &loss;
  for (k = 0; k < 200; ++k) {
    if (msrt_session_run(session, LENET5_TRAIN_STEP, inputs, outputs, 8)) {
      fprintf(stderr, "%s\n", msrt_last_error());
      return 1;
    }
    if (k == 0)
      first = loss;
  }
  if (!(loss < first)) {
    fprintf(stderr, "the loss does not fall\n");
    return 1;
  }
  printf("loss %.9g falls to %.9g\n", first, loss);
  msrt_session_destroy(session);
  return 0;
}
