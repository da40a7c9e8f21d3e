/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A stretch of a journal lived through once more, in the dark, by a version of a manager: on a lane that has no effect. It
 * uses lanes, and what they use.
 */
package org.sipconnector.kernel.internal.replay;
