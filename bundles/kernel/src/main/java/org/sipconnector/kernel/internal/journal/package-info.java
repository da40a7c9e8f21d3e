/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What goes through a lane, and the journal that notes it with what came of it: messages, steps that wait, and the states
 * they began with. It uses promises and states, and knows no lane.
 */
@NullMarked
package org.sipconnector.kernel.internal.journal;

import org.jspecify.annotations.NullMarked;
