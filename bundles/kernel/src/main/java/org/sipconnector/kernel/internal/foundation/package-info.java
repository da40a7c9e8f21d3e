/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Foundations as managers see them: a stable stand-in for each, which keeps commands while the foundation is replaced and
 * notes each call where it goes out. It uses no other package of the kernel.
 */
@NullMarked
package org.sipconnector.kernel.internal.foundation;

import org.jspecify.annotations.NullMarked;
