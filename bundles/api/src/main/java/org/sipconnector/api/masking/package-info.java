/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Takes secrets out of what is shown: traces, journals, exports, logs. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.masking;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
