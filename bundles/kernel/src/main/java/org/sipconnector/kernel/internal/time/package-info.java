/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Time and threads: timers, a limit on how long a stage may take, and named pools. It uses no other package of the kernel. */
@NullMarked
package org.sipconnector.kernel.internal.time;

import org.jspecify.annotations.NullMarked;
