export default definePageConfig({ navigationBarTitleText: '剔除台账' })
