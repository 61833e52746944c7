import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import { StepForm } from '../../components/office/step-form'
import { useFocusOn } from '../../lib/focus'
import { chooseUnits, endAssigning, sendAssigning, useAssigning } from './assigning/store'
import { UnitsField } from './units-field'

/** Hands the order to (more) units, where the actions stood. */
export function AssignPanel() {
  const assigning = useAssigning((state) => state.assigning)
  useFocusOn('units-search', assigning?.orderId ?? '')
  if (!assigning) return null
  const { unitIds, given, failure, busy } = assigning
  return (
    <StepForm title="交给承办单位" label="交给承办单位">
      <UnitsField
        label="承办单位"
        values={unitIds}
        given={given}
        onChange={chooseUnits}
        error={failure?.fieldMessage('unitIds')}
      />
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}
        </Notice>
      )}
      <View className="spread supervision-confirm">
        <View className="wrap">
          <Button small busy={busy} disabled={unitIds.length === 0} onPress={sendAssigning}>
            确认交办
          </Button>
          <Button kind="line" small onPress={endAssigning}>
            先不
          </Button>
        </View>
        <View className="sub">各单位的 1-3-7 从现在起算</View>
      </View>
    </StepForm>
  )
}
